import { nodeTypes, resolvers } from "../../src/catalog.js";
import { writeId } from "../../src/graphql/node.js";
import { createSchema } from "../../src/server/schema.js";
import { dumpOf } from "../support/dump.js";
import type { Answer } from "../support/http.js";
import { meetingWith } from "../support/meeting.js";
import { EXAMPLES } from "../support/mutations.js";
import { type Register, startRegister } from "../support/register.js";
import { type Slot, slotsOf, waysTo } from "../support/slots.js";
import { askOverWebSocket } from "../support/socket.js";

/** What such a text does to those who build statements out of it: in SQL, in the languages of search, in templates. */
const SLY = [
  ...[
    "zzqx'; DROP TABLE commitment; --",
    'zzqx" \\ % $1 ?1 :a @b NEAR("ha", 5) ^ * OR',
    "zzqx' OR '1'='1",
    "zzqx\\'; --",
  ],
  ...["zzqx’ UNION SELECT key FROM locality --", "zzqx:* & !ha | noi <->", '{"zzqx":{"$ne":1}}', "%", "'\\"],
];
const UNKNOWN = "zzqx";

interface Outcome {
  data: unknown;
  code: string | undefined;
}

describe("Whatever is put into a request", () => {
  let register: Register;
  let slots: Slot[];
  let ways: Map<string, string>;
  const examples = new Map<string, Record<string, unknown>>();

  beforeAll(async () => {
    register = await startRegister();
    const schema = await createSchema(resolvers);
    await meetingWith(register, ["Mục một"]);
    for (const [name, { input }] of Object.entries(EXAMPLES)) examples.set(name, await input(register));
    ways = waysTo(schema, await idsOfEach(register));
    slots = slotsOf(schema);
  });
  afterAll(() => register.stop());

  /** Asks once for each value in that place. */
  async function ask(slot: Slot, values: readonly unknown[], more: object = {}): Promise<Outcome[]> {
    const example = slot.owner === "Mutation" ? { ...examples.get(slot.field), ...more } : undefined;
    const variables = Object.fromEntries(values.map((value, index) => [`v${index}`, slot.holding(value, example)]));
    const document = slot.document(values.length, ways.get(slot.owner) as string);
    const person = slot.name.endsWith(".requestId)") ? "viewer" : "admin"; // as the viewer nothing is kept under it
    const { data, errors } =
      slot.owner === "Subscription"
        ? await askOverWebSocket(register.url, document, variables)
        : await register.ask(document, variables, person);
    return values.map((_, index) => ({ data: data?.[`n${index}`] ?? null, code: codeOf(errors, `n${index}`) }));
  }

  const each = async (kinds: readonly Slot["kind"][], owners: RegExp, work: (slot: Slot) => Promise<void>) => {
    for (const slot of slots) if (kinds.includes(slot.kind) && owners.test(slot.owner)) await work(slot);
  };

  it("can be put in everywhere: there is a way to every type with arguments", () => {
    expect(slots.filter(({ owner }) => !ways.has(owner)).map(({ name }) => name)).toEqual([]);
    expect(slots.length).toBeGreaterThan(300);
  });

  it("is refused where a text is too long or a list holds too much, and nothing is written", async () => {
    const before = await dumpOf(register);
    await each(["text", "list"], /./, async (slot) => {
      const size = slot.owner === "Subscription" ? 30_000 : 100_000; // of a frame: 64 KiB
      const value = slot.kind === "text" ? "a".repeat(size) : Array(size / 10).fill(slot.element);
      const [outcome] = await ask(slot, [value]);
      const code = expect.stringMatching(/^(BAD_INPUT|TOO_COMPLEX)$/);
      expect([slot.name, outcome]).toEqual([slot.name, { data: null, code }]);
    });
    expect(await dumpOf(register)).toEqual(before);
  });

  it("is refused by each field of a mutation for a bound of its own, and nothing is written", async () => {
    const before = await dumpOf(register);
    await each(["text", "list"], /^Mutation$/, async (slot) => {
      const [outcome] = await ask(slot, [slot.kind === "text" ? "a".repeat(9_999) : Array(500).fill(slot.element)]);
      const code = expect.stringMatching(/^(BAD_INPUT|NOT_FOUND|FORBIDDEN)$/);
      expect([slot.name, outcome]).toEqual([slot.name, { data: null, code }]);
    });
    expect(await dumpOf(register)).toEqual(before);
  });

  it("is refused where a text holds a NUL", async () => {
    await each(["text"], /^(?!Subscription)/, async (slot) => {
      expect([slot.name, await ask(slot, ["zz\0qx"])]).toEqual([slot.name, [{ data: null, code: "BAD_INPUT" }]]);
    });
  });

  it("is a text and no language: what reads like SQL finds and changes as little as any other unknown text", async () => {
    const before = await dumpOf(register);
    await each(["text"], /^(?!Mutation|Subscription)/, async (slot) => {
      // At the root one refusal would be the answer to all.
      const together = slot.owner === "Query" ? [[UNKNOWN], [SLY[0]], [SLY[1]], [SLY[2]]] : [[UNKNOWN, ...SLY]];
      const [unknown, ...sly] = (await Promise.all(together.map((texts) => ask(slot, texts)))).flat();
      const refused = { data: null, code: "BAD_INPUT" };
      for (const [index, outcome] of sly.entries())
        expect([slot.name, SLY[index], [unknown, refused]]).toEqual([
          slot.name,
          SLY[index],
          expect.arrayContaining([outcome]),
        ]);
    });
    expect(await dumpOf(register)).toEqual(before);
  });

  it("does nothing in a mutation that is taken back, which goes as with any other text", async () => {
    const before = await dumpOf(register);
    const requestId = "x".repeat(101); // it is carried out, and then taken back
    await each(["text"], /^Mutation$/, async (slot) => {
      const [unknown, ...sly] = await Promise.all(
        [UNKNOWN, ...SLY.slice(0, 1)].map(async (text) => (await ask(slot, [text], { requestId }))[0]),
      );
      for (const outcome of sly) expect([slot.name, outcome]).toEqual([slot.name, unknown]);
      expect([slot.name, unknown?.code]).not.toEqual([slot.name, "INTERNAL"]);
    });
    expect(await dumpOf(register)).toEqual(before);
  });
});

/** A refusal of the whole request has no path. */
function codeOf(errors: Answer["errors"], name: string): string | undefined {
  return errors?.find(({ path }) => path === undefined || path[0] === name)?.extensions.code;
}

/** An id of every noun that leads somewhere. */
async function idsOfEach({ app: { db } }: Register): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [name, type] of nodeTypes) {
    const [{ id }] = await db.read.query(`SELECT MIN(id) AS id FROM ${db.read.connection.getMetadata(type).tableName}`);
    ids.set(name, writeId(name, Number(id)));
  }
  return ids;
}
