import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { buildSchema } from "graphql";
import { ErrorCode } from "../../src/base/errors.js";
import { type BothDoors, bothDoors, type Said } from "../support/both-doors.js";
import { diced, rounds } from "../support/dice.js";
import { growthOf } from "../support/heap.js";
import { PEOPLE, type Person, type Register, startRegister, tokenOf } from "../support/register.js";
import { operationOf } from "../support/thrown.js";
import { until } from "../support/until.js";

const SCHEMA = buildSchema(readFileSync("schema.graphql", "utf8"));
const SIMPLE = "{ viewer { role } commitments(first: 3) { totalCount nodes { reference status } } }";
const KNOWN: ReadonlySet<string> = new Set(Object.values(ErrorCode).filter((code) => code !== ErrorCode.INTERNAL));

const operations = (kind: "query" | "mutation" | "subscription", roots?: number) =>
  diced((dice) => operationOf(dice, SCHEMA, kind, roots));
/** Two of nine throw without a token. */
const someone = fc.nat(8);

describe("Whatever is thrown at the doors", () => {
  let register: Register;
  let doors: BothDoors;
  let simple: Said;
  const tokens: (string | undefined)[] = [undefined, undefined];
  beforeAll(async () => {
    register = await startRegister();
    doors = await bothDoors(register.url);
    simple = await doors.http({ query: SIMPLE });
    register.statements.length = 0;
    for (const person of Object.keys(PEOPLE)) tokens.push(`Bearer ${await tokenOf(person as Person)}`);
  });
  afterAll(async () => {
    doors.close();
    await register.stop();
  });
  afterEach(async () => {
    expect(await doors.http({ query: SIMPLE })).toEqual(simple);
    expect(await doors.socket({ query: SIMPLE })).toEqual(simple);
    register.statements.length = 0;
  });

  /** An answer of GraphQL: data, or errors of which each has a code that a client can know, and none of ours. */
  function isWellFormed({ data, errors, codes }: Said): void {
    expect(data !== undefined || codes.length > 0).toBe(true);
    expect(codes.filter((code) => !KNOWN.has(code))).toEqual([]);
    for (const { message } of errors ?? []) expect(message).not.toMatch(/SELECT |\.[jt]s\b|SQLITE|node_modules/);
  }

  /**
   * What does not hang on the moment: a liveCursor is another one at each asking, and where one error has emptied an
   * answer, others of the same answer may or may not have come by then.
   */
  const lasting = ({ data, errors }: Said) =>
    JSON.stringify(data === undefined ? { errors } : { data, isRefused: errors !== undefined }).replace(
      /"w[\w-]{54}"/g,
      '"cursor"',
    );

  it("is answered alike over both, with codes that are known, and writes nothing if it is a query", async () => {
    const query = fc.asyncProperty(operations("query"), someone, async (thrown, who) => {
      const token = tokens[who];
      const [http, socket] = await Promise.all([doors.http(thrown, token), doors.socket(thrown, token)]);
      isWellFormed(http);
      isWellFormed(socket);
      expect(lasting(socket)).toBe(lasting(http));
      if (http.codes.length > 0) expect(http.codes.some((code) => socket.codes.includes(code))).toBe(true);
    });
    await fc.assert(query, rounds(150));
    expect(register.statements.filter((sql) => /^\s*(INSERT|UPDATE|DELETE)/i.test(sql))).toEqual([]);
  }, 600_000);

  it("is done or refused at either if it is a mutation, and what is refused writes nothing", async () => {
    let before = await everything(register);
    let count = 0;
    const mutation = fc.asyncProperty(operations("mutation", 1), someone, async (thrown, who) => {
      const answer = await (++count % 2 === 0 ? doors.http : doors.socket)(thrown, tokens[who]);
      isWellFormed(answer);
      const isRefused = answer.errors?.some(({ path }) => path === undefined || path.length === 1);
      const after = await everything(register);
      if (isRefused) expect(after).toBe(before);
      before = after;
    });
    await fc.assert(mutation, rounds(100));
    simple = await doors.http({ query: SIMPLE }); // of what was done there is now more
  }, 600_000);

  it("is followed or refused if it is a subscription, and leaves nothing behind", async () => {
    const subscription = fc.asyncProperty(operations("subscription"), async (thrown) => {
      const http = await doors.http(thrown);
      isWellFormed(http);
      expect(http.codes).not.toEqual([]);
      isWellFormed(await doors.follow(thrown));
    });
    await fc.assert(subscription, rounds(50));
    await until("nobody to follow", () => register.app.feed.followers === 0 && register.app.hub.groupCount === 0);
  }, 60_000);

  it("takes no memory, and opens nothing, for good", async () => {
    const some = fc.sample(operations("query"), { seed: 2019, numRuns: 30 });
    const refused = fc.sample(operations("mutation", 1), { seed: 2019, numRuns: 15 });
    const viewer = `Bearer ${await tokenOf("viewer")}`; // who may do nothing
    const before = await everything(register);
    const codes = new Set<string>();
    const throwAtBoth = (thrown: object, token?: string) =>
      Promise.all([doors.http(thrown, token), doors.socket(thrown, token)]);
    const throwAll = async () => {
      for (let round = 0; round < 8; round++) {
        for (const each of some) await throwAtBoth(each);
        if (round % 2 > 0) continue; // of a process that is new each leaves some 400 bytes, for some thousands of them
        for (const each of refused)
          for (const said of await throwAtBoth(each, viewer)) for (const code of said.codes) codes.add(code);
      }
      register.statements.length = 0;
    };
    const handles = process.getActiveResourcesInfo().length;
    expect(await growthOf(throwAll)).toBeLessThan(2 ** 18);
    expect([...codes]).toEqual(expect.arrayContaining(["FORBIDDEN", "BAD_INPUT", "NOT_FOUND"]));
    expect(await everything(register)).toBe(before);
    await until("all that was opened to be closed", () => process.getActiveResourcesInfo().length <= handles);
  }, 600_000);
});

/** A mark of all that is in the database, but for what keeps count of refusals. */
async function everything({ app }: Register): Promise<string> {
  const hash = createHash("sha1");
  for (const { tableName } of app.db.read.connection.entityMetadatas) {
    if (/audit/.test(tableName)) continue;
    hash.update(JSON.stringify(await app.db.read.query(`SELECT * FROM ${tableName}`)));
  }
  return hash.digest("hex");
}
