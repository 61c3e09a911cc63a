import { readdirSync, readFileSync } from "node:fs";
import { type DocumentNode, type GraphQLSchema, getNamedType, isCompositeType, isObjectType, parse } from "graphql";
import { resolvers } from "../../src/catalog.js";
import { measure } from "../../src/server/limits/cost.js";
import { LIMITS } from "../../src/server/limits/limits.js";
import { listSize } from "../../src/server/limits/list-size.js";
import { createSchema } from "../../src/server/schema.js";
import { bothDoors } from "../support/both-doors.js";
import { type Register, startRegister } from "../support/register.js";

const ID = "TG9jYWxpdHk6MQ"; // Locality:1
const COMMITMENTS = "commitments(first: 50) { nodes { id title";
const WIDE = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Locality { ${COMMITMENTS}
  parties { locality { ${COMMITMENTS} parties { locality { ${COMMITMENTS} } } } } } } } } } } } } }`;
const NARROW = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Locality { ${COMMITMENTS} parties { locality { name } } } } } } }`;

describe("What a list that is no connection may hold", () => {
  let register: Register;
  let schema: GraphQLSchema;
  beforeAll(async () => {
    register = await startRegister();
    schema = await createSchema(resolvers);
  });
  afterAll(() => register.stop());

  /** The code at either door, or "answered". */
  async function ask(query: string, variables?: object) {
    const doors = await bothDoors(register.url);
    const answers = [await doors.http({ query, variables }), await doors.socket({ query, variables })];
    doors.close();
    return answers.map(({ codes }) => codes[0] ?? "answered");
  }
  const refused = ["TOO_COMPLEX", "TOO_COMPLEX"];
  const answered = ["answered", "answered"];
  const times = (count: number) => Array(count).fill(ID);

  it("multiplies what is asked of each, level by level", async () => {
    expect(await ask(WIDE, { ids: times(100) })).toEqual(refused);
    expect(await ask(WIDE, { ids: times(1) })).toEqual(refused);
  });

  it("is as many as there are ids, whichever number was asked for first", async () => {
    expect(await ask(NARROW, { ids: times(1) })).toEqual(answered);
    expect(await ask(NARROW, { ids: times(100) })).toEqual(refused);
    const again = NARROW.replace("query", "query Again");
    expect(await ask(again, { ids: times(100) })).toEqual(refused);
    expect(await ask(again, { ids: times(1) })).toEqual(answered);
    expect(await ask(again, { ids: ID })).toEqual(answered);
  });

  it("is as many as are written into the document, or are meant by default", async () => {
    const list = (count: number) => JSON.stringify(times(count));
    const written = (count: number) => NARROW.replace("($ids: [ID!]!)", "").replace("$ids", list(count));
    const meant = (count: number) => NARROW.replace("[ID!]!", `[ID!]! = ${list(count)}`);
    for (const query of [written, meant]) {
      expect(await ask(query(2))).toEqual(answered);
      expect(await ask(query(100))).toEqual(refused);
    }
  });

  it("is as many as `first` asks of a search", async () => {
    const search = (first: string) =>
      `{ search(text: "ha" ${first}) { ... on Locality { ${COMMITMENTS} parties { role } } } } } }`;
    expect(await ask(search(""))).toEqual(answered);
    expect(await ask(search("first: 5"))).toEqual(answered);
    expect(await ask(search("first: 100"))).toEqual(refused);
  });

  it("is a number for every list of the schema: a new one is to be looked at here", () => {
    const found: Record<string, number | null> = {};
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || /^__|Connection$/.test(type.name)) continue;
      for (const field of Object.values(type.getFields())) {
        const isList = String(field.type).startsWith("[") && isCompositeType(getNamedType(field.type));
        if (isList) found[`${type.name}.${field.name}`] = listSize(type, field);
      }
    }
    expect(found).toEqual({
      "Actor.localities": 4,
      "Attendance.sources": 4,
      "AuditEntry.localities": 4,
      "Commitment.evidence": 4,
      "Commitment.parties": 4,
      "Commitment.saidBy": 4,
      "Commitment.sectors": 4,
      "Commitment.sources": 4,
      "Initiative.children": 10,
      "Initiative.participants": 10,
      "Initiative.sectors": 4,
      "Initiative.sources": 4,
      "Leader.posts": 4,
      "Leader.sources": 4,
      "Locality.codes": 4,
      "Locality.designations": 4,
      "Locality.posts": 20,
      "Locality.predecessors": 4,
      "Locality.sources": 4,
      "Locality.succeededBy": 4,
      "Meeting.agenda": 20,
      "Meeting.attendances": 20,
      "Meeting.localities": 10,
      "Meeting.sources": 4,
      "MeetingRecord.discussed": 20,
      "Post.sources": 4,
      "Progress.byStatus": 9,
      "Query.commitmentStats": 500,
      "Query.nodes": 100,
      "Query.search": 20,
      "Query.sectors": 50,
      "Sector.children": 10,
      "Sector.sources": 4,
      "StatusChange.evidence": 4,
      "Viewer.localities": 4,
    });
  });

  it("leaves room for what the pages, the README, the samples and the bench ask", () => {
    const costs = honestDocuments().flatMap((document) =>
      document.definitions.flatMap((each) => {
        if (each.kind !== "OperationDefinition") return [];
        const { cost } = measure(schema, document, each, { get: () => undefined }).found;
        return [[each.name?.value ?? "anonymous", cost] as const];
      }),
    );
    expect(costs.length).toBeGreaterThan(50);
    expect(costs.filter(([, cost]) => cost > LIMITS.cost / 10)).toEqual([]);
  });
});

/** Documents that real clients send, each with the fragments beside it. */
function honestDocuments(): DocumentNode[] {
  const text = (file: string) => readFileSync(file, "utf8");
  const filesIn = (folder: string, end: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(end))
      .map((name) => text(`${folder}/${name}`));
  const within = (source: string, pattern: RegExp) => [...source.matchAll(pattern)].map(([, found = ""]) => found);
  const bench = text("scripts/bench/operations.mjs");
  const [parties = ""] = within(bench, /PARTIES = "(.*)"/g);
  const relay = filesIn("test/front-end/relay/src", ".ts").flatMap((file) => within(file, /graphql`([^`]*)`/g));
  const texts = [
    ...within(text("README.md"), /```graphql\n([\s\S]*?)```/g),
    ...within(bench, /`(query [^`]*)`/g).map((query) => query.replaceAll("$" + "{PARTIES}", parties)),
    relay.join("\n"),
    text("src/screen/screen.graphql"),
    filesIn("src/desk", ".graphql").join("\n"),
    filesIn("test/front-end/codegen/src", ".graphql").join("\n"),
  ];
  return texts.map((each) => parse(each));
}
