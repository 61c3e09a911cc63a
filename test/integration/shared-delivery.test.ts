import fc from "fast-check";
import { parse } from "graphql";
import { nodeTypes, resolvers } from "../../src/catalog.js";
import type { Context } from "../../src/graphql/context.js";
import { KnownIds } from "../../src/graphql/known.js";
import { subscribe } from "../../src/graphql/live/subscription.js";
import { Loaders } from "../../src/graphql/loader.js";
import { createSchema } from "../../src/server/schema.js";
import { Deadline } from "../../src/store/deadline.js";
import { evidence, proposed, revert, step } from "../support/promise.js";
import { type Person, type Register, startRegister, tokenOf } from "../support/register.js";
import type { Screen } from "../support/screen.js";
import { until } from "../support/until.js";

const FIELDS = [
  ...["id", "cursor", "from", "to", "reason", "datedOn", "evidence { title url note }", "reverts { id to }"],
  ...["by { name role localities { key name } }", "meeting { title }", "at instant: at", "commitment { reference }"],
  "commitment { title(language: $language) status version nextStatuses isOverdue }",
  "commitment { parties { role locality { name } responsibleNow { name } } saidBy { name } sectors { key } }",
  "commitment { history(first: 2) { totalCount nodes { to cursor } } evidence { title } }",
];

const someOf = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });

const term = fc.oneof(
  fc.record({ status: someOf(["PROPOSED", "AGREED", "IN_PROGRESS", "REPORTED_DONE", "DISPUTED"]) }),
  fc.record({ owedBy: someOf(["ha-noi", "quang-nam", "hue"]) }),
  fc.record({ benefits: someOf(["ha-noi", "quang-nam"]), kind: someOf(["PLEDGE", "JOINT"]) }),
  fc.record({ sector: someOf(["agriculture", "health"]) }),
  fc.record({ search: fc.constantFrom("vuon", "benh vien", "") }),
  fc.record({ responsibleNow: fc.constant(["da-nang"]), overdue: fc.boolean() }),
);
const filter = fc.oneof(
  fc.constant(undefined),
  term,
  fc.record({ not: term }),
  fc.record({ or: fc.array(term, { maxLength: 3 }) }),
  fc.record({ and: fc.array(term, { maxLength: 2 }) }),
);
const watching = fc.record({
  fields: someOf(FIELDS),
  filter,
  language: fc.constantFrom("VI", "EN"),
  as: fc.constantFrom<Person | undefined>(undefined, "viewer", "hanoi", "daNang", "hue", "coordinator"),
});

interface Watched {
  count(): Promise<number>;
  shared: Screen;
  alone: unknown[];
}

describe("Screens that share one execution of each event", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  it("are told the same as each would be alone", async () => {
    const schema = await createSchema(resolvers);
    const cases = fc.sample(watching, { seed: 20190815, numRuns: 40 });
    const watched = await Promise.all(cases.map((each) => watch(register, schema, each)));
    const sofar = await Promise.all(watched.map(({ count }) => count()));
    for await (const _step of story(register)) {
      for (const [index, { count, shared, alone }] of watched.entries()) {
        const due = (await count()) - (sofar[index] as number);
        await until("both to be told", () => shared.seen.length >= due && alone.length >= due);
        expect(shared.seen).toEqual(alone);
        expect(shared.seen).toHaveLength(due);
      }
    }
    expect(new Set(watched.map(({ shared }) => shared.seen.length)).size).toBeGreaterThan(3);
    expect(register.app.hub.groupCount).toBeLessThanOrEqual(watched.length);
    await Promise.all(watched.map(({ shared }) => shared.leave()));
  }, 120_000);
});

async function watch(
  register: Register,
  schema: Awaited<ReturnType<typeof createSchema>>,
  { fields, filter: given, language, as }: { fields: string[]; filter?: object; language: string; as?: Person },
): Promise<Watched> {
  const query = `subscription ($filter: CommitmentFilter, $language: Language) {
    commitmentStatusChanged(filter: $filter) { ${fields.join(" ")} commitment { title(language: $language) } } }`;
  const variables = { filter: given, language };
  const { db, feed } = register.app;
  const authorization = as && `Bearer ${await tokenOf(as)}`;
  const { who } = await register.app.createContext({ authorization, address: "" });
  const contextValue = {
    db,
    feed,
    nodeTypes,
    knownIds: new KnownIds(),
    who,
    load: new Loaders(db, who),
    newDeadline: () => new Deadline(10_000),
  } as unknown as Context;
  const results = await subscribe({ schema, document: parse(query), variableValues: variables, contextValue });
  const alone: unknown[] = [];
  void collect(results as AsyncIterable<any>, alone);
  const count = async () =>
    (
      await register.get(
        "query ($filter: CommitmentFilter) { statusChanges(filter: $filter) { totalCount } }",
        { filter: given },
        as,
      )
    ).statusChanges.totalCount;
  return { count, alone, shared: await register.watch(query, variables, as) };
}

async function collect(results: AsyncIterable<any>, into: unknown[]): Promise<void> {
  for await (const { data } of results) into.push(JSON.parse(JSON.stringify(data.commitmentStatusChanged)));
}

/** A year of promises: open and hidden ones, joint ones, one that is taken back. */
async function* story(register: Register): AsyncGenerator<unknown> {
  const garden = await proposed(register, "hanoi", { titleEn: "A garden", dueOn: "2020" });
  yield garden;
  yield await step(register, garden.id, "AGREED", "quangNam");
  const hidden = await proposed(register, "quangNam", { visibility: "PARTIES", title: "Bệnh viện chung" });
  yield hidden;
  yield await step(register, garden.id, "IN_PROGRESS", "hanoi");
  yield await step(register, hidden.id, "AGREED", "hanoi");
  const joint = await proposed(register, "hanoi", { kind: "JOINT", sectorIds: ["health"] });
  yield joint;
  const { data } = await step(register, garden.id, "REPORTED_DONE", "hanoi", { evidence });
  yield data;
  yield await step(register, garden.id, "DISPUTED", "daNang", { reason: "Chưa thấy kết quả" });
  yield await revert(register, data.changeCommitmentStatus.change.id, "coordinator");
}
