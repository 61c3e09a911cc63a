import type { GraphQLObjectType, GraphQLSchema } from "graphql";
import { resolvers } from "../../src/catalog.js";
import { createSchema } from "../../src/server/schema.js";
import { type Asked, answers, comparable, differences, sightIn, type Told } from "../support/answers.js";
import { type Hidden, SECRET_WORD, tell } from "../support/hidden.js";
import { updated } from "../support/promise.js";
import { givenBelow, type Question, questions } from "../support/questions.js";
import { type Person, startRegister, tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { everyField, reached, Walk } from "../support/walk.js";

const STRANGERS: (Person | undefined)[] = [undefined, "viewer", "hue"];
/** One party is asked everything; of the others, for whom the same rule holds, each is asked a third. */
const INSIDERS: [Person, number | null][] = [
  ["daNang", null],
  ["hanoi", 0],
  ["quangNam", 1],
  ["coordinator", 2],
];

describe("A promise of the parties, in two registers that differ in it alone", () => {
  let schema: GraphQLSchema;
  let without: Asked;
  let having: Asked;
  /** What there is to be told of, with nothing hidden in it. */
  let expected: Told[];
  /** What there is, as an admin sees it. */
  let whole: Told[];
  let hidden: Hidden;

  beforeAll(async () => {
    schema = await createSchema(resolvers);
    without = await open(false);
    having = await open(true);
    hidden = having.world.hidden as Hidden;
    expected = await answers(without);
    whole = await answers(having, "admin");
  }, 120_000);
  afterAll(() => Promise.all([without.register.stop(), having.register.stop()]));

  async function open(withHidden: boolean): Promise<Asked> {
    const register = await startRegister();
    const world = await tell(register, withHidden);
    return { register, world, asked: questions(schema, world) };
  }

  const tells = (text: string) =>
    text.toLowerCase().includes(SECRET_WORD.toLowerCase()) || text.includes(hidden.reference);
  /** Some of all questions. */
  const isSampled = (_: unknown, index: number) => index % 8 === 0;
  const sample = (of: Asked): Asked => ({ ...of, asked: of.asked.filter(isSampled) });

  it("is told of on every path: the questions reach every field that there is", async () => {
    const told = [...whole, ...(await answers({ ...having, asked: [viewer()] }, "hanoi"))];
    expect(told.filter(({ raw }) => raw.includes('"errors"'))).toEqual([]);
    const found = new Set<string>();
    for (const { data } of told) reached(schema, schema.getQueryType() as GraphQLObjectType, data, found);
    expect(everyField(schema).filter((field) => !found.has(field))).toEqual([]);
    const telling = [...new Set(told.filter(({ raw }) => tells(raw)).map(({ root }) => root))].sort();
    expect(telling).toEqual(
      Object.keys(schema.getQueryType()?.getFields() ?? {})
        .filter((root) => !SILENT.includes(root))
        .sort(),
    );
  }, 60_000);

  const viewer = () => having.asked.find(({ root }) => root === "viewer") as Question;

  it.each(STRANGERS)(
    "is not there for a stranger (%s), whatever is asked",
    async (person) => {
      const isAsked = person === "viewer" ? isSampled : () => true; // in nobody's name, as the anonymous are
      const told = await answers({ ...having, asked: having.asked.filter(isAsked) }, person);
      expect(told.filter(({ raw }) => tells(raw))).toEqual([]);
      expect(differences(told, expected.filter(isAsked))).toEqual([]);
    },
    60_000,
  );

  it.each(INSIDERS)(
    "is there for those whom it concerns (%s), as it is for an admin",
    async (person, some) => {
      const isAsked = (_: unknown, index: number) => some === null || index % 3 === some;
      const told = await answers({ ...having, asked: having.asked.filter(isAsked) }, person);
      expect(told.filter(({ raw }) => tells(raw)).length).toBeGreaterThan(told.length / 4);
      expect(differences(told.map(sightIn), whole.filter(isAsked).map(sightIn))).toEqual([]);
    },
    60_000,
  );

  it.each(["vi", "en"])("is not in the record of the meeting that is downloaded (%s)", async (lang) => {
    const record = async ({ register, world }: Asked, as?: Person) => {
      const headers = as && { authorization: `Bearer ${await tokenOf(as)}` };
      return (await fetch(`${register.url}/meetings/${world.closed.key}/record.md?lang=${lang}`, { headers })).text();
    };
    const clean = comparable(await record(without), without.world);
    for (const person of STRANGERS) expect(comparable(await record(having, person), having.world)).toBe(clean);
    expect(tells(await record(having, "quangNam"))).toBe(true);
  });

  it("is not in what subscriptions tell, of the past and of now", async () => {
    const seen = async ({ register, world }: Asked, field: string, args: string, as?: Person, count = 1) => {
      const document = new Walk(schema, givenBelow(world)).from(field, args, { operation: "subscription" });
      const screen = await watch(register.url, document, {}, as && (await tokenOf(as)));
      await screen.sees(count);
      await screen.leave();
      expect(screen.errors).toEqual([]);
      return comparable(JSON.stringify(screen.seen.slice(0, count)), world);
    };
    const count = (await changesSince(without)).length;
    expect(count).toBeGreaterThan(10);
    const past = (of: Asked, as?: Person) =>
      seen(of, "commitmentStatusChanged", `(after: "${of.world.start}")`, as, count);
    const state = (of: Asked, as?: Person) => seen(of, "meetingUpdated", `(id: "${of.world.session.id}")`, as);
    for (const ask of [past, state]) {
      const clean = await ask(without);
      for (const person of STRANGERS) expect(await ask(having, person)).toBe(clean);
      expect(tells(await ask(having, "daNang"))).toBe(true);
    }
  }, 60_000);

  async function changesSince({ register, world }: Asked): Promise<object[]> {
    const view = "query ($after: Cursor) { statusChanges(after: $after, first: 100) { nodes { id } } }";
    return (await register.get(view, { after: world.start })).statusChanges.nodes;
  }

  it("vanishes with all its traces when it is made one of the parties', and when they become others", async () => {
    const some = sample(having);
    const before = await answers(some);
    const { id } = hidden;
    await updated(having.register, { id, visibility: "PUBLIC" });
    const shown = await answers(some);
    expect(shown.filter(({ raw }) => tells(raw)).length).toBeGreaterThan(5);
    await updated(having.register, { id, visibility: "PARTIES" });
    const parties = [
      { localityId: "hue", role: "OWES" },
      { localityId: "lam-dong", role: "BENEFITS" },
    ];
    await updated(having.register, { id, parties });
    for (const person of [undefined, "hanoi", "quangNam"] as const) {
      const told = await answers(some, person);
      expect(told.filter(({ raw }) => tells(raw))).toEqual([]);
      if (person !== undefined) continue;
      expect(differences(told.map(timeless), before.map(timeless))).toEqual([]);
    }
    expect((await answers(some, "hue")).filter(({ raw }) => tells(raw)).length).toBeGreaterThan(5);
  }, 60_000);
});

/** Of these the first few are asked, or plain values alone. */
const SILENT = ["localities", "sectors"];

/** A meeting that has shown a promise for a while has a newer version. */
const timeless = (told: Told): Told => ({ ...told, text: told.text.replace(/"version":\d+/g, '"version":0') });
