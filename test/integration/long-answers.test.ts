import type { Tx } from "../../src/store/db.js";
import { bothDoors } from "../support/both-doors.js";
import { type Register, startRegister, tokenOf } from "../support/register.js";
import { until } from "../support/until.js";

const LIMIT = 32 * 1024 * 1024;
const LONG = { message: "The answer has more than 33554432 bytes of text.", code: "TOO_COMPLEX", limit: LIMIT };
/** 18 commitments have some 41 MiB in all of these together. */
const TIMES = Array.from({ length: 16 }, (_, i) => `d${i}: description`).join(" ");
const LISTED = `commitments(first: 100) { nodes { ${TIMES} } }`;

describe("An answer that is too long", () => {
  let register: Register;
  beforeAll(async () => {
    register = await startRegister();
    const long = "ế".repeat(50_000); // three bytes each
    await register.app.db.write((tx: Tx) => tx.query(`UPDATE commitment SET description_vi = '${long}'`));
  });
  afterAll(() => register.stop());

  async function ask(query: string, variables?: object, authorization?: string) {
    const doors = await bothDoors(register.url);
    const http = doors.http({ query, variables }, authorization);
    const answers = [await http, await doors.socket({ query, variables }, authorization)];
    doors.close();
    return answers.map(({ data, errors }) => {
      const [{ message, extensions } = { message: "answered", extensions: {} }] = errors ?? [];
      return errors === undefined ? Object.keys(data) : { message, ...extensions };
    });
  }

  it("is refused over both doors, where the database makes it", async () => {
    const before = register.statements.length;
    expect(await ask(`{ ${LISTED} }`)).toEqual([LONG, LONG]);
    const made = register.statements.slice(before);
    expect([made.length, made.filter((sql) => sql.includes(" AS j")).length]).toEqual([2, 2]); // no loader has begun
  });

  it("is refused where several fields of the root come to it together", async () => {
    const some = `commitments(first: 100) { nodes { ${TIMES.slice(0, TIMES.indexOf("d6"))} } }`;
    expect(await ask(`{ a: ${some} }`)).toEqual([["a"], ["a"]]);
    expect(await ask(`{ a: ${some} b: ${some} c: ${some} }`)).toEqual([LONG, LONG]);
    expect(await ask(`{ viewer { role } a: ${some} b: ${some} c: ${some} }`)).toEqual([LONG, LONG]);
  });

  it("is refused where resolvers make it of few rows", async () => {
    const hits = `search(text: "HN QNA", first: 20) { ... on Commitment { ${TIMES} } }`;
    expect(await ask(`{ ${hits} }`)).toEqual([LONG, LONG]);
    expect(await ask(`{ commitments(first: 100) { nodes { nextStatuses ${TIMES} } } }`)).toEqual([LONG, LONG]);
  });

  it("is told to be done where it was to be the answer to a mutation", async () => {
    const query = `mutation ($name: String!) { createSector(input: { name: $name }) { sector { id } } }`;
    const [made] = await ask(query, { name: "Một" }, `Bearer ${await tokenOf("admin")}`);
    expect(made).toEqual(["createSector"]);
    const step = `mutation { updateCommitment(input: { id: "HN-QNA-2019-01", titleEn: "Told" }) {
      commitment { initiative { id } parties { locality { ${LISTED} } } } } }`;
    const told = await ask(step, {}, `Bearer ${await tokenOf("coordinator")}`);
    const done = { ...LONG, message: "It was done; its answer has more than 33554432 bytes of text.", done: true };
    expect(told).toEqual([done, done]);
    const { commitment } = await register.get('{ commitment(reference: "HN-QNA-2019-01") { title(language: EN) } }');
    expect(commitment.title).toBe("Told");
  });

  it("costs nobody else anything: the register goes on", async () => {
    await until("it to answer", async () => (await register.ask("{ viewer { role } }")).data !== undefined);
    const backwards = await register.get("{ commitments(last: 2) { nodes { description } } }");
    expect(backwards.commitments.nodes[0].description).toHaveLength(50_000);
  });
});
