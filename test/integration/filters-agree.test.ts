import fc from "fast-check";
import { type Clock, clockAt, daysAgo } from "../../src/base/dates.js";
import { nodeTypes } from "../../src/catalog.js";
import { type ChangeFacts, factsOf } from "../../src/features/commitments/facts.js";
import type { CommitmentFilter } from "../../src/features/commitments/filter.inputs.js";
import { readFilter } from "../../src/features/commitments/filter.js";
import type { StatusChange } from "../../src/features/commitments/status-change.entity.js";
import { maySee } from "../../src/features/commitments/visibility.js";
import type { Context } from "../../src/graphql/context.js";
import { KnownIds } from "../../src/graphql/known.js";
import { Loaders } from "../../src/graphql/loader.js";
import { writeId } from "../../src/graphql/node.js";
import {
  DATES,
  enterPromises,
  INITIATIVES,
  LEADERS,
  LOCALITIES,
  MEETINGS,
  SECTORS,
  WORDS,
} from "../support/promises.js";
import { type Person, type Register, startRegister, tokenOf } from "../support/register.js";

const STATUSES = ["PROPOSED", "AGREED", "IN_PROGRESS", "STALLED", "REPORTED_DONE", "COMPLETED", "DISPUTED"];
const someOf = (values: readonly string[]) => fc.subarray([...values]);
const boolean = fc.boolean();

/** Every term, alone or beside others, given as null or left out; of lists also the empty one. */
const TERMS = {
  status: someOf([...STATUSES, "DECLINED", "CANCELLED"]),
  party: someOf(LOCALITIES),
  owedBy: someOf(LOCALITIES),
  benefits: someOf(LOCALITIES),
  between: fc.subarray([...LOCALITIES], { maxLength: 2 }),
  responsibleNow: someOf(LOCALITIES),
  sector: someOf(SECTORS),
  initiative: someOf(INITIATIVES),
  meeting: someOf(MEETINGS),
  tabledAt: someOf(MEETINGS),
  saidBy: someOf(LEADERS),
  kind: someOf(["PLEDGE", "REQUEST", "JOINT"]),
  dueBefore: fc.constantFrom(...DATES),
  dueAfter: fc.constantFrom(...DATES),
  overdue: boolean,
  stale: boolean,
  search: fc.constantFrom(...WORDS, "vuon", "benh hoa", "DA NA", "HN-QNA", "ng", " "),
};

/** Few terms at a time: of a filter of many nothing is left. */
const terms = fc
  .tuple(fc.subarray(Object.keys(TERMS), { maxLength: 2 }), fc.record(TERMS), fc.subarray(Object.keys(TERMS)))
  .map(([chosen, values, empty]) => ({
    ...(empty.length < 2 && Object.fromEntries(empty.map((name) => [name, null]))),
    ...Object.fromEntries(chosen.map((name) => [name, values[name as keyof typeof TERMS]])),
  }));

const { filter } = fc.letrec<{ filter: object; branch: object }>((tie) => ({
  branch: fc.record(
    {
      and: fc.option(fc.array(tie("filter"), { maxLength: 3 })),
      or: fc.option(fc.array(tie("filter"), { maxLength: 3 })),
      not: fc.option(tie("filter")),
    },
    { requiredKeys: [] },
  ),
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 3, arbitrary: terms },
    { weight: 2, arbitrary: fc.tuple(terms, tie("branch")).map(([own, branch]) => ({ ...own, ...branch })) },
    { weight: 2, arbitrary: tie("branch") },
  ),
}));

const asking = fc.record({
  filter,
  as: fc.constantFrom<Person | undefined>(undefined, "hanoi", "daNang", "coordinator"),
  byId: boolean,
});

const EVERYWHERE = `query ($filter: CommitmentFilter) {
  commitments(filter: $filter, first: 100) { totalCount nodes { id } }
  commitmentStats(filter: $filter, groupBy: [KIND]) { count }
  locality(key: "ha-noi") { id commitments(filter: $filter, first: 100) { nodes { id } } progress(filter: $filter) { total } }
  statusChanges(filter: $filter) { totalCount } }`;

const THEN = `query ($filter: CommitmentFilter, $asOf: DateTime) {
  commitmentStats(filter: $filter, asOf: $asOf, groupBy: [STATUS]) { count } }`;

const LOG = `query ($filter: CommitmentFilter, $after: Cursor) {
  statusChanges(filter: $filter, first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`;

const SCREEN = `subscription ($filter: CommitmentFilter, $after: Cursor) {
  commitmentStatusChanged(filter: $filter, after: $after) { id cursor } }`;

describe("A filter", () => {
  let register: Register;
  let start: string;
  let log: { change: StatusChange; facts: ChangeFacts }[];
  let ids: Map<string, string>;
  beforeAll(async () => {
    register = await startRegister();
    start = (await register.get("{ commitments(first: 1) { liveCursor } }")).commitments.liveCursor;
    await enterPromises(register, 60);
    const { db, feed } = register.app;
    log = [];
    for (const change of (await feed.log.page(0, 1_000)) as StatusChange[])
      log.push({ change, facts: await factsOf(db, change) });
    const known = await register.get(`{ sectors { key id } initiatives(first: 100) { nodes { key id } }
      localities(first: 100, filter: { search: "n" }) { nodes { key id } } }`);
    const named = [...known.sectors, ...known.initiatives.nodes, ...known.localities.nodes];
    ids = new Map(named.map(({ key, id }) => [key, id]));
  }, 60_000);
  afterAll(() => register.stop());

  /** A reference is a key or an id. */
  const written = (filter: object, byId: boolean): object =>
    JSON.parse(JSON.stringify(filter), (_, value) => (byId && ids.get(value)) || value);

  async function predicate(filter: object, as: Person | undefined, clock?: Clock) {
    const { db, feed } = register.app;
    const authorization = as && `Bearer ${await tokenOf(as)}`;
    const { who } = await register.app.createContext({ authorization, address: "" });
    const ctx = {
      db,
      feed,
      nodeTypes,
      knownIds: new KnownIds(),
      who,
      load: new Loaders(db, who),
    } as unknown as Context;
    const { test } = await readFilter(ctx, filter as CommitmentFilter, clock);
    return { test: (facts: ChangeFacts) => maySee(who, facts) && test(facts) };
  }

  /** What a caller's predicate says: the changes that it lets through, and the commitments as they are now. */
  async function predicted(filter: object, as: Person | undefined) {
    const { test } = await predicate(filter, as);
    const passed = log.filter(({ facts }) => test(facts));
    const newest = new Map(log.map((each) => [each.change.commitmentId, each]));
    const isNewest = (each: (typeof log)[number]) => newest.get(each.change.commitmentId) === each;
    return {
      changes: passed.map(({ change }) => change),
      commitments: passed.filter(isNewest).map((each) => each.facts),
    };
  }

  async function changesTo(filter: object, as: Person | undefined, after: string | null = null): Promise<string[]> {
    const { nodes, pageInfo } = (await register.get(LOG, { filter, after }, as)).statusChanges;
    const found = nodes.map(({ id }: { id: string }) => id);
    return pageInfo.hasNextPage ? [...found, ...(await changesTo(filter, as, pageInfo.endCursor))] : found;
  }

  it("means the same to lists, numbers and the log as to a screen", async () => {
    const sizes = new Set<number>();
    const property = fc.asyncProperty(asking, async ({ filter: imagined, as, byId }) => {
      const filter = written(imagined, byId);
      const { commitments, commitmentStats, locality, statusChanges } = await register.get(EVERYWHERE, { filter }, as);
      const expected = await predicted(filter, as);
      const own = expected.commitments.filter(({ parties }) =>
        parties.some(({ localityId }) => writeId("Locality", localityId) === locality.id),
      );
      expect(idsOf(commitments.nodes)).toEqual(nodeIds(expected.commitments));
      expect(commitments.totalCount).toBe(expected.commitments.length);
      expect(total(commitmentStats)).toBe(expected.commitments.length);
      expect(idsOf(locality.commitments.nodes)).toEqual(nodeIds(own));
      expect(locality.progress.total).toBe(own.length);
      expect(statusChanges.totalCount).toBe(expected.changes.length);
      expect(await changesTo(filter, as)).toEqual(expected.changes.map(({ nodeId }) => nodeId));
      sizes.add(expected.commitments.length);
    });
    await fc.assert(property, { seed: 20190815, numRuns: 300 });
    expect(sizes.size).toBeGreaterThan(20); // or the filters let everything or nothing through
  }, 300_000);

  it("means as of an instant of the past what it would have meant then", async () => {
    const past = fc.record({ filter, days: fc.integer({ min: 0, max: 3_200 }) });
    const property = fc.asyncProperty(past, async ({ filter, days }) => {
      const asOf = daysAgo(days);
      const { commitmentStats } = await register.get(THEN, { filter, asOf }, "coordinator");
      const { test } = await predicate(filter, "coordinator", clockAt(asOf));
      const standing = new Map(
        log.filter(({ change }) => change.at <= asOf).map((each) => [each.change.commitmentId, each.facts]),
      );
      expect(total(commitmentStats)).toBe([...standing.values()].filter(test).length);
    });
    await fc.assert(property, { seed: 2025, numRuns: 150 });
  }, 120_000);

  it("lets through to a screen what it lets through to the log", async () => {
    for (const { filter, as } of fc.sample(asking, { seed: 4, numRuns: 15 })) {
      const expected = (await predicted(filter, as)).changes.slice();
      const entered = expected.filter(({ position }) => position > 18).map(({ nodeId }) => nodeId);
      const screen = await register.watch(SCREEN, { filter, after: start }, as);
      expect((await screen.sees(entered.length)).map(({ id }) => id)).toEqual(entered);
      await screen.leave();
    }
  }, 60_000);
});

const idsOf = (nodes: { id: string }[]) => nodes.map(({ id }) => id).sort();
const nodeIds = (facts: ChangeFacts[]) => facts.map(({ commitment }) => commitment.nodeId).sort();
const total = (stats: { count: number }[]) => stats.reduce((sum, { count }) => sum + count, 0);
