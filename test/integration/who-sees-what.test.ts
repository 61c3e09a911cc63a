import type { GraphQLObjectType, GraphQLSchema } from "graphql";
import { encodeText } from "../../src/base/text.js";
import { resolvers } from "../../src/catalog.js";
import { createSchema } from "../../src/server/schema.js";
import { type Asked, answers, comparable, differences, type Told } from "../support/answers.js";
import { SECRET_WORD, tell, updated, type World } from "../support/hidden.js";
import { inRoom } from "../support/meeting.js";
import { evidence, revert, step } from "../support/promise.js";
import { givenBelow, type Question, questions } from "../support/questions.js";
import { type Person, type Register, startRegister, tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { everyField, reached, Walk } from "../support/walk.js";

const STRANGERS: (Person | undefined)[] = [undefined, "viewer", "hue"];
const INSIDERS: Person[] = ["hanoi", "quangNam", "daNang", "coordinator"];

describe("A promise of the parties, in two registers that differ in it alone", () => {
  let schema: GraphQLSchema;
  let without: Asked;
  let having: Asked;
  let expected: Told[];
  let hidden: NonNullable<World["hidden"]>;

  beforeAll(async () => {
    schema = await createSchema(resolvers);
    without = await open(false);
    having = await open(true);
    hidden = having.world.hidden as typeof hidden;
    expected = await answers(without);
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
    const told = [...(await answers(having, "admin")), ...(await answers({ ...having, asked: [viewer()] }, "hanoi"))];
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

  it.each(INSIDERS)("is there for those whom it concerns (%s)", async (person) => {
    const told = await answers(sample(having), person);
    expect(told.filter(({ raw }) => tells(raw)).length).toBeGreaterThan(5);
  });

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

  it("has names that are the names of nothing", async () => {
    const { register } = having;
    const ask = async (query: string, as?: Person) => JSON.stringify(await register.ask(query, {}, as));
    const view = (id: string) => `{ node(id: "${id}") { id } nodes(ids: ["${id}"]) { id } }`;
    for (const person of STRANGERS) {
      for (const id of [hidden.id, ...hidden.changes, ...hidden.items])
        expect(await ask(view(id), person)).toBe(await ask(view(missing(id)), person));
      for (const name of ["id", "reference"] as const)
        expect(await ask(`{ commitment(${name}: "${hidden[name]}") { id } }`, person)).toBe(
          await ask(
            `{ commitment(${name}: "${name === "id" ? missing(hidden.id) : "HN-QNA-1999-01"}") { id } }`,
            person,
          ),
        );
    }
    expect(await ask(view(hidden.items[0] as string), "daNang")).toContain(hidden.items[0]);
  });

  it("is refused like nothing in every mutation that names it, or what hangs on it", async () => {
    const { register } = having;
    const update = (id: string) =>
      register.ask(
        `mutation { updateCommitment(input: { id: "${id}", title: "X" }) { commitment { id } } }`,
        {},
        "hue",
      );
    const meetingId = (await hostedByHue(register)).id;
    const [item] = hidden.items as [string];
    const acts: [string, (name: string) => Promise<{ errors?: unknown; data: unknown }>][] = [
      [hidden.id, update],
      [hidden.id, (id) => step(register, id, "COMPLETED", "hue")],
      [
        hidden.reference,
        (reference) => step(register, reference, "REPORTED_DONE", "hue", { evidence, expectedVersion: 1 }),
      ],
      [hidden.changes[1] as string, (id) => revert(register, id, "hue")],
      [hidden.changes[0] as string, (id) => revert(register, id, "viewer", { expectedVersion: 1 })],
      [hidden.id, (commitmentId) => inRoom(register, "createAgendaItem", { meetingId, commitmentId }, "hue")],
      [item, (afterId) => inRoom(register, "createAgendaItem", { meetingId, title: "X", afterId }, "hue")],
      [item, (itemId) => inRoom(register, "focusAgendaItem", { itemId }, "hue")],
      [item, (id) => inRoom(register, "moveAgendaItem", { id }, "hue")],
      [item, (id) => inRoom(register, "removeAgendaItem", { id }, "hue")],
      [item, (id) => inRoom(register, "updateAgendaItem", { id, title: "X" }, "hue")],
    ];
    for (const [name, act] of acts) {
      const [refused, nothing] = [await act(name), await act(missing(name))];
      expect(refused.errors).toBeDefined();
      expect(refused).toEqual(nothing);
    }
  });

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

/** An id like this one, or a reference, of nothing. */
function missing(name: string): string {
  const type = /^(\w+):-?\d+$/.exec(Buffer.from(name, "base64url").toString())?.[1];
  return type === undefined ? "HN-QNA-1999-01" : encodeText(`${type}:99999999`);
}

/** A meeting that has shown a promise for a while has a newer version. */
const timeless = (told: Told): Told => ({ ...told, text: told.text.replace(/"version":\d+/g, '"version":0') });

async function hostedByHue(register: Register) {
  const input = { title: "Họp ở Huế", kind: "REVIEW", hostId: "hue" };
  return (await inRoom(register, "createMeeting", input, "coordinator")).data.createMeeting.meeting;
}
