import { serverAudits } from "graphql-http";
import { type Register, startRegister } from "../support/register.js";

const NO_PLAIN_GET =
  "Any page can send a GET without headers of its own, so one is let in only with a content-type of JSON or with apollo-require-preflight.";

/** What the audit may remark, and why it stays so. */
const EXPLAINED: Record<string, string> = {
  "notice 5A70": NO_PLAIN_GET,
  "notice D6D5": NO_PLAIN_GET,
  "notice 6A70": NO_PLAIN_GET,
};

describe("GraphQL over HTTP", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  it("is spoken as its audit has it, without an error or a warning, and with these remarks alone", async () => {
    const audits = serverAudits({ url: `${register.url}/graphql` });
    const results = await Promise.all(audits.map((audit) => audit.fn()));
    const remarks = results.filter(({ status }) => status !== "ok").map(({ status, id }) => `${status} ${id}`);
    expect(results.length).toBeGreaterThanOrEqual(61);
    expect(remarks.sort()).toEqual(Object.keys(EXPLAINED).sort());
  });

  it("lets in the GET that it remarks on with a header that no foreign page may send", async () => {
    const url = `${register.url}/graphql?query=${encodeURIComponent("query ($n: String!) { __type(name: $n) { name } }")}&variables={"n":"Sector"}`;
    expect((await fetch(url)).status).toBe(400);
    const answer = { data: { __type: { name: "Sector" } } };
    const headers: [string, string][] = [
      ["apollo-require-preflight", "1"],
      ["content-type", "application/json"],
    ];
    for (const header of headers) expect(await (await fetch(url, { headers: [header] })).json()).toEqual(answer);
  });

  it.each<[string, object, [number, number]]>([
    ["a syntax error", { query: "{ viewer {" }, [400, 200]],
    ["an unknown field", { query: "{ viewer { shoeSize } }" }, [400, 200]],
    ["a wrong variable", { query: "query ($n: Int!) { __typename }", variables: { n: "many" } }, [400, 200]],
    ["too much at once", { query: `{ viewer { ${"role ".repeat(500)} } }` }, [400, 200]],
    ["a subscription", { query: "subscription { commitmentStatusChanged { id } }" }, [400, 200]],
    ["no question", {}, [400, 400]],
    ["a variable list", { query: "{ __typename }", variables: [] }, [400, 400]],
    ["a refusal of a field", { query: '{ node(id: "xyz") { id } }' }, [200, 200]],
  ])("answers %s with a status that the client's media type has for it", async (_what, body, expected) => {
    const statusFor = async (accept: string) => {
      const headers = { accept, "content-type": "application/json" };
      const response = await fetch(`${register.url}/graphql`, { method: "POST", headers, body: JSON.stringify(body) });
      expect(response.headers.get("content-type")).toMatch(accept);
      expect((await response.json()).errors).not.toEqual([]);
      return response.status;
    };
    expect([await statusFor("application/graphql-response+json"), await statusFor("application/json")]).toEqual(
      expected,
    );
  });
});
