import { type ExecutionResult, execute, type GraphQLSchema, parse, validate } from "graphql";
import { nodeTypes, resolvers } from "../../src/catalog.js";
import { answerAtOnce } from "../../src/graphql/compile/answer.js";
import type { Context } from "../../src/graphql/context.js";
import { KnownIds } from "../../src/graphql/known.js";
import { Loaders } from "../../src/graphql/loader.js";
import { createSchema } from "../../src/server/schema.js";
import type { Db } from "../../src/store/db.js";
import { Deadline } from "../../src/store/deadline.js";
import { SERVER } from "../support/postgres.js";
import { proposed } from "../support/promise.js";
import { enterPromises } from "../support/promises.js";
import { imagineQuery } from "../support/queries.js";
import { type Person, type Register, startRegister, tokenOf } from "../support/register.js";
import { until } from "../support/until.js";

const CALLERS: (Person | undefined)[] = [undefined, "hanoi", "daNang", "coordinator"];
const QUERIES = 400;

describe("A query that is one statement", () => {
  let register: Register;
  let schema: GraphQLSchema;
  const failures: string[] = [];

  beforeAll(async () => {
    register = await startRegister();
    await enterPromises(register, 60, 7);
    schema = await createSchema(resolvers);
  }, 60_000);
  afterAll(() => register.stop());

  it("is answered as the loaders answer it, and as resolvers do that go on from its rows", async () => {
    const random = numbers(20190815);
    const done = { atOnce: 0, partly: 0, refused: 0 };
    for (let index = 0; index < QUERIES; index++) {
      const query = imagineQuery(schema, random);
      const document = parse(query);
      expect(validate(schema, document).map((error) => `${error.message} in ${query}`)).toEqual([]);
      const person = CALLERS[index % CALLERS.length];
      const asked = { schema, document };
      const loaded = await execute({ ...asked, contextValue: await contextOf(person, withoutStatements) });
      const ahead = await execute({ ...asked, contextValue: await contextOf(person) });
      expect({ query, ...plain(ahead) }).toEqual({ query, ...plain(loaded) });
      const atOnce = await answerAtOnce({ ...asked, contextValue: await contextOf(person) });
      if (atOnce !== null) expect({ query, data: atOnce.toJSON() }).toEqual({ query, ...plain(loaded) });
      done[atOnce !== null ? "atOnce" : loaded.errors ? "refused" : "partly"]++;
    }
    expect(failures).toEqual([]); // a statement that fails is answered by the loaders, and would hide here
    expect(done.atOnce).toBeGreaterThan(QUERIES / 8);
    expect(done.partly).toBeGreaterThan(QUERIES / 8);
  }, 300_000);

  it.each([
    ["commitments", ["REFERENCE", "TITLE", "DUE_ON", "STATUS_SINCE", "CREATED"], "id"],
    ["localities", ["NAME", "KEY"], "id"],
    ["leaders", ["NAME"], "id"],
    [
      "initiatives",
      ["TITLE", "KEY"],
      "commitments(first: 2, CUT) { pageInfo { hasNextPage hasPreviousPage } nodes { id } }",
    ],
    ["meetings", ["HELD_ON", "LATEST", "TITLE"], "id"],
    ["statusChanges", [], "id"],
  ])("pages through %s alike, forwards and backwards, in every order", async (list, orders, node) => {
    const directed = orders.flatMap((field) => [
      `orderBy: { field: ${field} }`,
      `orderBy: { field: ${field}, direction: DESC }`,
    ]);
    for (const order of directed.length === 0 ? [""] : directed) {
      for (const [size, cut, end] of [
        ["first", "after", "endCursor"],
        ["last", "before", "startCursor"],
      ] as const) {
        let cursor: string | null = null;
        for (let pages = 0; pages < 4; pages++) {
          const from: string = cursor === null ? "" : `${cut}: "${cursor}"`;
          const inner = node.replace("CUT", "orderBy: { field: DUE_ON, direction: DESC }");
          const query = `{ ${list}(${size}: 5 ${from} ${order}) { totalCount edges { cursor node { ${inner} } } nodes { id }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
          const document = parse(query);
          const loaded = await execute({ schema, document, contextValue: await contextOf("hanoi", withoutStatements) });
          const atOnce = await answerAtOnce({ schema, document, contextValue: await contextOf("hanoi") });
          expect({ query, data: atOnce?.toJSON() }).toEqual({ query, ...plain(loaded) });
          cursor = (loaded.data as any)[list].pageInfo[end];
          if (cursor === null) break;
        }
      }
    }
  });

  it("may be asked with any names, also with those that a statement uses itself", async () => {
    const names = [
      "s",
      "j",
      "p",
      "c",
      "row",
      "select",
      "one",
      ...Array.from({ length: 30 }, (_, index) => `t${index}`),
    ];
    for (const name of names) {
      const view = (key: string) => `{ commitments(first: 2) { ${key}: nodes { ${key}: reference
        s: id t2: meeting { ${key}: title t5: key t4: host { ${key}: name } } t3: parties { ${key}: role t6: locality { ${key}: key } } } } }`;
      const asked = (key: string) => ({ schema, document: parse(view(key)) });
      if (["s", "t2", "t3", "t4", "t5", "t6"].includes(name)) continue;
      const loaded = await execute({ ...asked(name), contextValue: await contextOf("hanoi", withoutStatements) });
      const atOnce = await answerAtOnce({ ...asked(name), contextValue: await contextOf("hanoi") });
      expect({ name, data: atOnce?.toJSON() }).toEqual({ name, ...plain(loaded) });
    }
  });

  it("keeps what it has read for one place of the selection from another", async () => {
    const inner = (filter: string) => `{ key commitments(first: 1, filter: ${filter}) { totalCount } }`;
    const view = `{ locality(key: "quang-nam") { nextStatuses: commitments(first: 1) { nodes { nextStatuses } }
      meetings { nodes { host ${inner("null")} attendances { locality ${inner("{ status: DECLINED }")} } } } } statusChanges(last: 3) { nodes {
      commitment { parties { locality ${inner("null")} } } by { localities ${inner("{ status: DECLINED }")} } } } }`;
    expect(validate(schema, parse(view))).toEqual([]);
    await proposed(register);
    const asked = { schema, document: parse(view) };
    const loaded = await execute({ ...asked, contextValue: await contextOf("hanoi", withoutStatements) });
    const ahead = await execute({ ...asked, contextValue: await contextOf("hanoi") });
    expect(plain(ahead)).toEqual(plain(loaded));
  });

  it.each([
    ["query A { sectors { key } }", {}, "B"],
    ["query ($s: Boolean = false) { sectors { key @skip(if: $s) } }", { s: null }, undefined],
    ["query ($s: Boolean!) { commitments(first: 2) { totalCount @skip(if: $s) } }", { s: true }, undefined],
    [
      '{ commitments(after: "WyJDb21taXRtZW50IFJFRkVSRU5DRSBBU0MiLCJITi1RTkEtMjAxOS0wMiIsOTk5OTk5OTk5OTld") { totalCount } }',
      {},
      undefined,
    ],
  ])("is refused or empty as GraphQL has it: %s", async (query, variables, operationName) => {
    const response = await fetch(`${register.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables, operationName }),
    });
    const { data, errors } = (await response.json()) as any;
    if ("s" in variables && variables.s === true) expect(data).toEqual({ commitments: {} });
    else expect(errors[0].extensions.code).toBe("BAD_INPUT");
  });

  it("asks the database once, whatever it nests and filters", async () => {
    const views = [
      '{ commitment(reference: "HN-QNA-2019-01") { id title(language: EN) isOverdue parties { role locality { name } responsibleNow { name } } sectors { name } initiative { title participants { locality { name } } } } }',
      '{ commitments(first: 5, filter: { owedBy: ["ha-noi"], status: [AGREED] }, orderBy: { field: DUE_ON }) { totalCount liveCursor pageInfo { hasNextPage endCursor } edges { cursor node { reference saidBy { name posts { title } } history(first: 3) { nodes { to at } } } } } }',
      "{ initiatives(first: 20) { nodes { title commitments(first: 5, filter: { overdue: false }) { totalCount nodes { title sources { locator document { title } } } } } } }",
      "{ localities(last: 10) { nodes { name codes { value } succeededBy { on locality { key } } leaders { nodes { name } } meetings { nodes { title host { name } } } } } }",
    ];
    for (const view of views) {
      await register.get(view);
      const before = register.statements.length;
      await register.get(view);
      expect({ view, statements: register.statements.length - before }).toEqual({ view, statements: 1 });
    }
  });

  it("leaves a field with a rule of its own to its loader, and that alone", async () => {
    const view = "{ commitments { nodes { reference nextStatuses parties { locality { name } } meeting { title } } } }";
    await register.get(view, {}, "coordinator");
    const before = register.statements.length;
    const { commitments } = await register.get(view, {}, "coordinator");
    expect(commitments.nodes.flatMap((each: { nextStatuses: string[] }) => each.nextStatuses)).toContain("AGREED");
    const asked = register.statements.slice(before);
    expect(asked.filter((sql) => sql.includes(" AS j"))).toHaveLength(1);
    expect(asked.filter((sql) => /FROM (locality|meeting|commitment) r/.test(sql))).toEqual([]);
  });

  if (SERVER !== undefined) {
    it("is prepared on PostgreSQL from the second time on", async () => {
      const view = "{ meetings(first: 3) { nodes { title host { name } } } }";
      const fresh = await startRegister(); // names are bounded, and the stories above have used them up
      // Each connection knows its own: the one that tells of them may not be the one that was asked.
      await until("a connection that has it prepared", async () => {
        await fresh.get(view);
        const named = await new Deadline(5_000).run(() =>
          // reads where operations do
          fresh.app.db.read.query("SELECT statement FROM pg_prepared_statements WHERE name LIKE 'often%'"),
        );
        return named.some(({ statement }: { statement: string }) => statement.includes("FROM meeting"));
      });
      await fresh.stop();
    });
  }

  async function contextOf(person: Person | undefined, change = asItIs): Promise<Context> {
    const { db, feed } = register.app;
    const authorization = person && `Bearer ${await tokenOf(person)}`;
    const { who } = await register.app.createContext({ authorization, address: "" });
    const logger = { warn: (failure: { err: Error }) => change === asItIs && failures.push(failure.err.message) };
    const load = new Loaders(db, who);
    return {
      db: change(db),
      feed: sayingTheSame(feed),
      nodeTypes,
      knownIds: new KnownIds(),
      logger,
      who,
      load,
    } as unknown as Context;
  }
});

const asItIs = (db: Db): Db => db;

/** A feed whose cursors of now are those of the same place: elsewhere each is another. */
function sayingTheSame(feed: Register["app"]["feed"]): Register["app"]["feed"] {
  const { cursors } = feed.log;
  const same = Object.assign(Object.create(cursors), { anew: cursors.of });
  return Object.create(feed, { log: { value: Object.create(feed.log, { cursors: { value: same } }) } });
}

/** A database that refuses compiled statements: what fails is answered by the loaders. */
function withoutStatements(db: Db): Db {
  return Object.assign(Object.create(db), { ask: () => Promise.reject(new Error("no statements")) });
}

/** Data without prototypes, errors by path and sentence. */
function plain({ data, errors }: ExecutionResult): object {
  const told = errors?.map(({ message, path }) => ({ message, path }));
  return { data: JSON.parse(JSON.stringify(data)), ...(told && { errors: told }) };
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
