import { createHash } from "node:crypto";
import { type Register, startRegister } from "../support/register.js";

const QUERY = "query Count($kind: [CommitmentKind!]) { commitments(filter: { kind: $kind }) { totalCount } }";
const VARIABLES = { kind: ["JOINT"] };
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

// What Apollo Client 4.3 sends; it, urql, Apollo Kotlin and Apollo iOS know this answer by the message alone.
const NOT_FOUND = { errors: [{ message: "PersistedQueryNotFound", extensions: { code: "BAD_INPUT" } }] };
const ACCEPT = "application/graphql-response+json,application/json;q=0.9";
const HEADERS = { accept: ACCEPT, "content-type": "application/json" };

describe("A persisted query", () => {
  let register: Register;
  beforeEach(async () => void (register = await startRegister()));
  afterEach(() => register.stop());

  async function post(body: object) {
    const response = await fetch(`${register.url}/graphql`, {
      method: "POST",
      headers: HEADERS,
      body: JSON.stringify(body),
    });
    return [response.status, await response.json()];
  }

  async function get(parameters: Record<string, unknown>) {
    const url = new URL(`${register.url}/graphql`);
    for (const [name, value] of Object.entries(parameters)) {
      url.searchParams.set(name, typeof value === "string" ? value : JSON.stringify(value));
    }
    const response = await fetch(url, { headers: HEADERS });
    return [response.status, await response.json()];
  }

  it("is sent once by its text, and then by its hash alone", async () => {
    const byHash = { operationName: "Count", variables: VARIABLES, extensions: persisted(hashOf(QUERY)) };
    expect(await post(byHash)).toEqual([200, NOT_FOUND]);
    const answer = [200, { data: { commitments: { totalCount: 3 } } }];
    expect(await post({ ...byHash, query: QUERY })).toEqual(answer);
    expect(await post(byHash)).toEqual(answer);
    expect(await post({ ...byHash, variables: { kind: ["REQUEST"] } })).not.toEqual(answer);
  });

  it("is asked for by GET, too", async () => {
    const byHash = { operationName: "Count", variables: VARIABLES, extensions: persisted(hashOf(QUERY)) };
    expect(await get(byHash)).toEqual([200, NOT_FOUND]);
    const answer = [200, { data: { commitments: { totalCount: 3 } } }];
    expect(await post({ ...byHash, query: QUERY })).toEqual(answer);
    expect(await get(byHash)).toEqual(answer);
  });

  it("is not kept under the hash of another text", async () => {
    const extensions = persisted(hashOf("{ __typename }"));
    const [status, { errors }] = (await post({ query: QUERY, extensions })) as [number, any];
    expect([status, errors]).toEqual([
      400,
      [{ message: "provided sha does not match query", extensions: { code: "BAD_INPUT" } }],
    ]);
    expect(await post({ extensions })).toEqual([200, NOT_FOUND]);
  });

  it("is not kept where it is refused or not valid, and never lets a limit be passed", async () => {
    for (const query of ["{ viewer { shoeSize } }", `{ viewer { ${"role ".repeat(500)} } }`]) {
      const extensions = persisted(hashOf(query));
      expect((await post({ query, extensions }))[0]).toBe(400);
      expect(await post({ extensions })).toEqual([200, NOT_FOUND]);
    }
    const query =
      "query ($n: Int) { localities(first: $n) { nodes { commitments(first: $n) { nodes { id history(first: $n) { nodes { id } } } } } } }";
    const extensions = persisted(hashOf(query));
    expect((await post({ query, extensions, variables: { n: 2 } }))[0]).toBe(200);
    const [, { errors }] = (await post({ extensions, variables: { n: 100 } })) as [number, any];
    expect(errors[0].extensions.code).toBe("TOO_COMPLEX");
  });

  it("changes nothing by GET, whatever its hash stands for", async () => {
    const query = 'mutation { createSector(input: { name: "X" }) { sector { id } } }';
    const extensions = persisted(hashOf(query));
    await post({ query, extensions });
    expect((await get({ extensions }))[0]).toBe(405);
  });
});
