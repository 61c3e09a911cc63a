import { evidence, promiseAt, proposed, revert, step } from "../support/promise.js";
import { enterPromises } from "../support/promises.js";
import { type Register, startRegister } from "../support/register.js";
import { until } from "../support/until.js";

const DAY = 86_400_000;
const CLOSED = ["COMPLETED", "DECLINED", "CANCELLED"];
const DIMENSIONS = ["STATUS", "SECTOR", "OWED_BY", "BENEFITS", "INITIATIVE", "MEETING", "KIND", "DUE_YEAR"];
const STATUSES = [
  ...[
    "PROPOSED",
    "AGREED",
    "IN_PROGRESS",
    "STALLED",
    "REPORTED_DONE",
    "COMPLETED",
    "DISPUTED",
    "DECLINED",
    "CANCELLED",
  ],
];
const PAIRS = DIMENSIONS.flatMap((one, index) => DIMENSIONS.slice(index).map((other) => [one, other]));

const STATS = `query ($groupBy: [CommitmentDimension!]!, $filter: CommitmentFilter, $asOf: DateTime) {
  commitmentStats(groupBy: $groupBy, filter: $filter, asOf: $asOf) { status kind year count overdue stale disputed oldestDue
    sector { key } locality { key } owedBy { key } benefits { key } initiative { key } meeting { id } } }`;

const ALL = `{ commitments(first: 100) { totalCount nodes { status kind dueOn sectors { key } initiative { key } meeting { id }
  parties { role locality { key } } history(first: 20) { nodes { to at } } } } }`;

/** Counted once more by hand, from what the lists say. */
class Recount {
  constructor(
    readonly nodes: any[],
    readonly asOf: number,
  ) {}

  standing({ history }: any): { to: string; at: string } | undefined {
    return history.nodes.findLast((change: any) => Date.parse(change.at) <= this.asOf);
  }

  valuesOf(node: any, dimension: string): (string | null)[] {
    const parties = (role: string) =>
      node.parties.filter((party: any) => party.role === role).map((party: any) => party.locality.key);
    const values: Record<string, () => (string | null)[]> = {
      STATUS: () => [this.standing(node)?.to ?? null],
      KIND: () => [node.kind],
      DUE_YEAR: () => [node.dueOn?.slice(0, 4) ?? null],
      INITIATIVE: () => [node.initiative?.key ?? null],
      MEETING: () => [node.meeting?.id ?? null],
      SECTOR: () => (node.sectors.length === 0 ? [null] : node.sectors.map(({ key }: any) => key)),
      OWED_BY: () => parties("OWES"),
      BENEFITS: () => parties("BENEFITS"),
    };
    return (values[dimension] as () => (string | null)[])();
  }

  groups([one, other]: string[]): Record<string, object> {
    const groups = new Map<string, any[]>();
    for (const node of this.nodes.filter((each) => this.standing(each))) {
      for (const first of this.valuesOf(node, one as string)) {
        for (const second of one === other ? [first] : this.valuesOf(node, other as string)) {
          const name = one === other ? `${first}` : `${first} ${second}`;
          groups.set(name, [...(groups.get(name) ?? []), node]);
        }
      }
    }
    return Object.fromEntries([...groups].map(([name, nodes]) => [name, this.counts(nodes)]));
  }

  counts(nodes: any[]) {
    const open = nodes.filter((node) => !CLOSED.includes(this.standing(node)?.to as string));
    const due = open.flatMap((node) => (node.dueOn === null ? [] : [lastDay(node.dueOn)])).sort();
    const today = new Date(this.asOf).toISOString().slice(0, 10);
    return {
      count: nodes.length,
      overdue: due.filter((day) => day < today).length,
      stale: open.filter((node) => Date.parse(this.standing(node)?.at as string) < this.asOf - 180 * DAY).length,
      disputed: nodes.filter((node) => this.standing(node)?.to === "DISPUTED").length,
      oldestDue: due[0] ?? null,
    };
  }
}

const lastDay = (date: string) =>
  date.length === 10
    ? date
    : new Date(Date.UTC(+date.slice(0, 4), +(date.slice(5, 7) || 12), 0)).toISOString().slice(0, 10);

/** The answer in the form of a recount: the numbers by the names of the groups. */
function named(stats: any[], [one, other]: string[]): Record<string, object> {
  const name = (stat: any, dimension: string) =>
    ({
      STATUS: stat.status,
      KIND: stat.kind,
      DUE_YEAR: stat.year,
      SECTOR: stat.sector?.key ?? null,
      OWED_BY: stat.owedBy?.key,
      BENEFITS: stat.benefits?.key,
      INITIATIVE: stat.initiative?.key ?? null,
      MEETING: stat.meeting?.id ?? null,
    })[dimension];
  const groups = stats.map((stat) => {
    const { count, overdue, stale, disputed, oldestDue } = stat;
    const names = [...new Set([one, other])].map((each) => String(name(stat, each as string)));
    return [names.join(" "), { count, overdue, stale, disputed, oldestDue }] as const;
  });
  expect(new Set(groups.map(([each]) => each)).size).toBe(stats.length);
  return Object.fromEntries(groups);
}

describe("The numbers of many promises", () => {
  let register: Register;
  let nodes: any[];
  beforeAll(async () => {
    register = await startRegister();
    await enterPromises(register, 75);
    nodes = (await register.get(ALL, {}, "coordinator")).commitments.nodes;
    expect(nodes).toHaveLength(93);
  }, 60_000);
  afterAll(() => register.stop());

  const stats = async (variables: object) =>
    (await register.get(STATS, variables, "coordinator")).commitmentStats as any[];
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY);

  it.each(PAIRS)("are counted by %s and %s, as of now and as of then", async (one, other) => {
    for (const asOf of [null, daysAgo(170), daysAgo(2_000)]) {
      const found = named(await stats({ groupBy: [one, other], asOf }), [one, other]);
      expect(found).toEqual(new Recount(nodes, asOf?.getTime() ?? Date.now()).groups([one, other]));
    }
  });

  it("are those of the history at every instant, on both sides of each change", async () => {
    const changes = nodes.flatMap((node) => node.history.nodes.map(({ at }: any) => Date.parse(at)));
    const instants = [...new Set<number>(changes)].sort((a, b) => a - b).filter((_, index) => index % 7 === 0);
    expect(instants.length).toBeGreaterThan(10);
    for (const asOf of instants.flatMap((instant) => [instant - 1, instant])) {
      const found = named(await stats({ groupBy: ["STATUS"], asOf: new Date(asOf) }), ["STATUS", "STATUS"]);
      expect(found).toEqual(new Recount(nodes, asOf).groups(["STATUS", "STATUS"]));
    }
  });

  it("come largest first, and what has no group last among equals", async () => {
    const found = await stats({ groupBy: ["INITIATIVE", "KIND"] });
    const counts = found.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    const ranks = found.map(({ count, initiative }) => 1_000 - count * 10 + (initiative === null ? 1 : 0));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it("need one or two dimensions", async () => {
    expect((await register.ask(STATS, { groupBy: [] })).code).toBe("BAD_INPUT");
    expect((await register.ask(STATS, { groupBy: ["STATUS", "KIND", "SECTOR"] })).code).toBe("BAD_INPUT");
    expect(await stats({ groupBy: ["KIND", "KIND"] })).toEqual(await stats({ groupBy: ["KIND"] }));
  });

  it("are none before the first promise, and of an instant to come those of nothing happening until then", async () => {
    expect(await stats({ groupBy: ["STATUS"], asOf: "1986-12-15T00:00:00.000Z" })).toEqual([]);
    expect(await stats({ groupBy: ["STATUS"], asOf: "0000-01-01T00:00:00.000+14:00" })).toEqual([]);
    for (const asOf of ["2040-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999-12:00"]) {
      const found = named(await stats({ groupBy: ["STATUS"], asOf }), ["STATUS", "STATUS"]);
      expect(found).toEqual(new Recount(nodes, Date.parse("2040-01-01")).groups(["STATUS", "STATUS"]));
    }
    expect((await register.ask(STATS, { groupBy: ["STATUS"], asOf: "yesterday" })).code).toBe("BAD_INPUT");
  });

  const OF_MANY = `query ($filter: CommitmentFilter, $asOf: DateTime, $role: PartyRole) {
    localities(first: 100, filter: { search: "a" }) { nodes { ...Key progress(filter: $filter, asOf: $asOf, role: $role) { ...All } } }
    initiatives(first: 100) { nodes { ...Key progress(filter: $filter, asOf: $asOf) { ...All } } }
    meetings { nodes { ...Key progress(filter: $filter, asOf: $asOf) { ...All } } }
    sectors { ...Key progress(filter: $filter, asOf: $asOf) { ...All } } }
    fragment Key on Node { id }
    fragment All on Progress { total open completed completedShare overdue stale disputed oldestDue byStatus { status count } }`;

  it.each<[string, object]>([
    ["now", {}],
    ["as of then", { asOf: "2025-03-01T12:00:00.000Z" }],
    ["of some of them", { filter: { not: { status: ["CANCELLED"] }, kind: ["PLEDGE", "JOINT"] } }],
    ["of those that were late then", { filter: { overdue: true }, asOf: "2025-03-01T12:00:00.000Z" }],
    ["of what is owed", { role: "OWES" }],
  ])("are as a progress the same as the counts with the same filter: %s", async (_which, which: any) => {
    const answer = await register.get(OF_MANY, which, "coordinator");
    const party = which.role === "OWES" ? "owedBy" : "party";
    const lists: [string, any[]][] = [
      [party, answer.localities.nodes],
      ["initiative", answer.initiatives.nodes],
      ["meeting", answer.meetings.nodes],
      ["sector", answer.sectors],
    ];
    const totals: number[] = [];
    for (const [term, parents] of lists) {
      for (const { id, progress } of parents) {
        const filter = { and: [which.filter ?? {}, { [term]: [id] }] };
        expect(progress).toEqual(progressFrom(await stats({ groupBy: ["STATUS"], filter, asOf: which.asOf })));
        totals.push(progress.total);
      }
    }
    expect(new Set(totals).size).toBeGreaterThan(3);
  });

  it("of a page of parents are one statement, however many they are", async () => {
    const statements = async (first: number) => {
      register.statements.length = 0;
      await register.get(`{ localities(first: ${first}) { nodes { progress { total byStatus { count } } } } }`);
      return register.statements.filter((sql) => sql.includes("commitment")).length;
    };
    expect(await statements(2)).toBe(1);
    expect(await statements(50)).toBe(1);
  });

  it("and statuses of a page as of an instant are one statement", async () => {
    register.statements.length = 0;
    const { commitments } = await register.get(
      `{ commitments(first: 50) { nodes { statusAt(at: "2025-03-01T00:00:00.000Z") } } }`,
    );
    expect(commitments.nodes).toHaveLength(50);
    expect(register.statements.filter((sql) => sql.includes("status_change"))).toHaveLength(1);
  });

  it("and each status are the ones of the history", async () => {
    for (const days of [100, 179.5, 500, 2_500]) {
      const asOf = daysAgo(days);
      const found = await register.get(
        "query ($at: DateTime!) { commitments(first: 100) { nodes { statusAt(at: $at) } } }",
        { at: asOf },
        "coordinator",
      );
      const recount = new Recount(nodes, asOf.getTime());
      const expected = nodes.map((node) => recount.standing(node)?.to ?? null);
      expect(found.commitments.nodes.map(({ statusAt }: any) => statusAt)).toEqual(expected);
    }
  });

  it("leave out what the caller may not see", async () => {
    const QUERY = `query ($asOf: DateTime) { commitments { totalCount } commitmentStats(groupBy: [KIND], asOf: $asOf) { count }
      meetings { nodes { progress(asOf: $asOf) { total } commitments { totalCount } } } }`;
    const totals = [];
    for (const [as, asOf] of [[undefined], ["hanoi"], ["coordinator"], ["coordinator", new Date()]] as const) {
      const { commitments, commitmentStats, meetings } = await register.get(QUERY, { asOf }, as);
      expect(commitmentStats.reduce((sum: number, { count }: any) => sum + count, 0)).toBe(commitments.totalCount);
      expect(meetings.nodes[0].progress.total).toBe(meetings.nodes[0].commitments.totalCount);
      totals.push(commitments.totalCount);
    }
    expect(totals[0]).toBeLessThan(totals[1]);
    expect(totals[1]).toBeLessThan(totals[2]);
    expect(totals[3]).toBe(totals[2]);
  });
});

/** What a progress must say, from the counts by status. */
function progressFrom(stats: any[]) {
  const sum = (what: string, of = stats) => of.reduce((total, stat) => total + stat[what], 0);
  const open = stats.filter(({ status }) => !CLOSED.includes(status));
  const completed = stats.filter(({ status }) => status === "COMPLETED");
  const done = sum("count", completed);
  const all = done + sum("count", open);
  return {
    ...{
      total: sum("count"),
      open: sum("count", open),
      completed: done,
      completedShare: all === 0 ? null : done / all,
    },
    ...{ overdue: sum("overdue"), stale: sum("stale"), disputed: sum("disputed") },
    oldestDue: stats.flatMap(({ oldestDue }) => oldestDue ?? []).sort()[0] ?? null,
    byStatus: STATUSES.map((status) => ({
      status,
      count: sum(
        "count",
        stats.filter((stat) => stat.status === status),
      ),
    })),
  };
}

describe("A promise in the past", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  const statusAt = async (id: string, at: string) =>
    (await register.get("query ($id: ID!, $at: DateTime!) { commitment(id: $id) { statusAt(at: $at) } }", { id, at }))
      .commitment.statusAt;
  const before = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
  const historyOf = async (id: string): Promise<any[]> =>
    (await register.get("query ($id: ID!) { commitment(id: $id) { history { nodes { id to at } } } }", { id }))
      .commitment.history.nodes;

  it("has at every instant the status of its last change by then, and none before its first", async () => {
    const { id } = await promiseAt(register, "DISPUTED");
    const history = await historyOf(id);
    expect(history.map(({ to }) => to)).toEqual(["PROPOSED", "AGREED", "IN_PROGRESS", "REPORTED_DONE", "DISPUTED"]);
    expect(await statusAt(id, before(history[0].at))).toBeNull();
    expect(await statusAt(id, history[0].at)).not.toBeNull();
    expect(await statusAt(id, history[4].at)).toBe("DISPUTED");
    expect(await statusAt(id, "2100-01-01T00:00:00.000Z")).toBe("DISPUTED");
  });

  it("stands as it stood, also on a step that was taken back later", async () => {
    const { id, changeId } = await promiseAt(register, "CANCELLED");
    const mistaken = (await historyOf(id))[1];
    await until("the next millisecond", () => Date.now() > Date.parse(mistaken.at));
    const { data } = await revert(register, changeId, "coordinator");
    expect(data.revertStatusChange.commitment.status).toBe("PROPOSED");
    expect(await statusAt(id, mistaken.at)).toBe("CANCELLED");
    expect(await statusAt(id, (await historyOf(id))[2].at)).toBe("PROPOSED");
  });

  it("that was loaded with a year alone stands from the first instant of that year", async () => {
    const { commitment } = await register.get(`{ commitment(reference: "HN-QNA-2019-01") {
      born: statusAt(at: "2019-01-01T00:00:00Z") before: statusAt(at: "2018-12-31T23:59:59.999Z") } }`);
    expect(commitment).toEqual({ born: "AGREED", before: null });
  });

  it("is not overdue on the day it was due, and is on the day after, if it was open then", async () => {
    const { id, reference } = await proposed(register, "hanoi", { dueOn: "2031-02" });
    const overdue = async (asOf: string) =>
      (
        await register.get(
          `query ($asOf: DateTime, $text: String) { commitmentStats(groupBy: [STATUS], asOf: $asOf, filter: { search: $text }) { overdue stale oldestDue } }`,
          { asOf, text: reference },
        )
      ).commitmentStats;
    expect(await overdue("2031-02-28T23:59:59.999Z")).toEqual([{ overdue: 0, stale: 1, oldestDue: "2031-02-28" }]);
    expect(await overdue("2031-03-01T00:00:00.000Z")).toEqual([{ overdue: 1, stale: 1, oldestDue: "2031-02-28" }]);
    await step(register, id, "CANCELLED", "hanoi", { reason: "Không còn cần" });
    expect(await overdue("2031-03-01T00:00:00.000Z")).toEqual([{ overdue: 0, stale: 0, oldestDue: null }]);
  });

  it("counts in the progress of the meeting at which it was made the moment it is done", async () => {
    const meeting = "hoi-nghi-ha-noi-quang-nam-2019";
    const progress = async () => {
      const { meetings } = await register.get(
        "{ meetings { nodes { key progress { total open completed completedShare } } } }",
      );
      return meetings.nodes.find(({ key }: any) => key === meeting).progress;
    };
    expect(await progress()).toEqual({ total: 18, open: 18, completed: 0, completedShare: 0 });
    const { id } = await proposed(register, "hanoi", { meetingId: meeting });
    await step(register, id, "AGREED", "quangNam");
    await step(register, id, "IN_PROGRESS", "hanoi");
    await step(register, id, "REPORTED_DONE", "hanoi", { evidence });
    await step(register, id, "COMPLETED", "quangNam");
    expect(await progress()).toEqual({ total: 19, open: 18, completed: 1, completedShare: 1 / 19 });
  });
});
