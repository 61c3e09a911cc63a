import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLInputObjectType } from "graphql";
import { type Hidden, tell } from "../support/hidden.js";
import { inRoom } from "../support/meeting.js";
import { EXAMPLES } from "../support/mutations.js";
import { missing, nameless } from "../support/nothing.js";
import { evidence, proposed, revert, step } from "../support/promise.js";
import { type Person, type Register, startRegister } from "../support/register.js";
import { mutationOf, save, saved } from "../support/sent.js";

const STRANGERS: (Person | undefined)[] = [undefined, "viewer", "hue"];
const SCHEMA = buildSchema(readFileSync("schema.graphql", "utf8"));

/** What the input of a mutation holds. */
const fieldsOf = (mutation: string) =>
  (SCHEMA.getType(`${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`) as GraphQLInputObjectType).getFields();
const citesAs = (person: Person, field: string) =>
  Object.keys(EXAMPLES).filter((name) => EXAMPLES[name]?.by.includes(person) && field in fieldsOf(name));

describe("What may not be seen", () => {
  let register: Register;
  let hidden: Hidden;
  /** A document that Hà Nội may not see. */
  let others: { id: string; key: string };
  beforeAll(async () => {
    register = await startRegister();
    hidden = (await tell(register, true)).hidden as Hidden;
    const letter = { title: "Thư riêng", visibility: "PARTIES" };
    others = await saved(register, "createDocument", letter, "hue", "id key");
    const parties = [
      { localityId: "hue", role: "OWES" },
      { localityId: "lam-dong", role: "BENEFITS" },
    ];
    await proposed(register, "hue", { parties, visibility: "PARTIES", sources: [{ documentId: others.id }] });
  }, 60_000);
  afterAll(() => register.stop());

  it("has names that are the names of nothing", async () => {
    const ask = async (query: string, as?: Person) => JSON.stringify(await register.ask(query, {}, as));
    const view = (id: string) => `{ node(id: "${id}") { id } nodes(ids: ["${id}"]) { id } }`;
    const ids = [hidden.id, ...hidden.changes, ...hidden.items, hidden.document.id];
    for (const person of STRANGERS) {
      for (const id of ids) expect(await ask(view(id), person)).toBe(await ask(view(missing(id)), person));
      for (const name of ["id", "reference"] as const) {
        const one = (value: string) => ask(`{ commitment(${name}: "${value}") { id } }`, person);
        expect(await one(hidden[name])).toBe(await one(missing(hidden[name])));
      }
    }
    for (const id of ids) expect(await ask(view(id), "daNang")).toContain(`"nodes":[{"id":"${id}"}]`);
  });

  it("is refused like nothing in every mutation that names it, or what hangs on it", async () => {
    const update = (noun: string) => (id: string) => save(register, `update${noun}`, { id, title: "X" }, "hue");
    const meetingId = (await hostedByHue(register)).id;
    const [item] = hidden.items as [string];
    const acts: [string, (name: string) => Promise<{ errors?: { message: string }[]; data: unknown }>][] = [
      [hidden.id, update("Commitment")],
      [hidden.document.id, update("Document")],
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

  /** Sends an example of a mutation that cites this. */
  async function cite(mutation: string, cited: (sources: object[]) => object, documentId: string) {
    const input = { ...(await EXAMPLES[mutation]?.input(register)), ...cited([{ documentId, locator: "tr. 1" }]) };
    return register.ask(mutationOf(mutation), { input }, "hanoi");
  }

  it.each([
    ...citesAs("hanoi", "sources").map((name) => [name, (sources: object[]) => ({ sources })] as const),
    ...citesAs("hanoi", "attendances").map(
      (name) =>
        [
          name,
          (sources: object[]) => ({ attendances: [{ leaderId: "nguyen-chin", role: "DELEGATE", sources }] }),
        ] as const,
    ),
  ])("cannot be cited by %s, any more than nothing can", async (mutation, cited) => {
    for (const name of [others.id, others.key]) {
      const refused = await cite(mutation, cited, name);
      expect(refused.code).toBe("BAD_INPUT");
      expect(refused.errors?.[0]?.message).toMatch(/sources\.0\.documentId: there is no document/);
      expect(nameless(refused, name)).toBe(nameless(await cite(mutation, cited, missing(name)), missing(name)));
    }
    expect((await cite(mutation, cited, hidden.document.id)).errors).toBeUndefined();
  });
});

async function hostedByHue(register: Register) {
  const input = { title: "Họp ở Huế", kind: "REVIEW", hostId: "hue" };
  return (await inRoom(register, "createMeeting", input, "coordinator")).data.createMeeting.meeting;
}
