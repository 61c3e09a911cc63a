import { proposed } from "../support/promise.js";
import { type Register, startRegister } from "../support/register.js";

describe("A list", () => {
  let register: Register;
  beforeAll(async () => {
    register = await startRegister();
    for (const dueOn of ["2020", "2027-06", "2027-06-15", null])
      await proposed(register, "hanoi", { dueOn, title: `Hạn ${dueOn ?? "chưa định"}` });
  });
  afterAll(() => register.stop());

  const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: CommitmentOrder) {
    commitments(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
      totalCount nodes { reference } edges { cursor node { reference } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

  const page = async (variables: object) => (await register.get(PAGE, variables)).commitments;
  const references = (found: any): string[] => found.nodes.map((node: any) => node.reference);

  it.each(["REFERENCE", "TITLE", "DUE_ON", "STATUS_SINCE", "CREATED"])(
    "by %s is the same read in pages forward, backward and whole",
    async (field) => {
      for (const direction of ["ASC", "DESC"]) {
        const orderBy = { field, direction };
        const whole = references(await page({ first: 100, orderBy }));
        expect(new Set(whole).size).toBe(22);
        const forward: string[] = [];
        let found = await page({ first: 5, orderBy });
        for (; ; found = await page({ first: 5, orderBy, after: found.pageInfo.endCursor })) {
          forward.push(...references(found));
          if (!found.pageInfo.hasNextPage) break;
        }
        expect(forward).toEqual(whole);
        const backward: string[] = [];
        found = await page({ last: 5, orderBy });
        for (; ; found = await page({ last: 5, orderBy, before: found.pageInfo.startCursor })) {
          backward.unshift(...references(found));
          if (!found.pageInfo.hasPreviousPage) break;
        }
        expect(backward).toEqual(whole);
      }
    },
  );

  it("keeps its place while rows before it come and go", async () => {
    const orderBy = { field: "TITLE", direction: "ASC" };
    const first = await page({ first: 5, orderBy });
    const rest = references(await page({ first: 100, orderBy, after: first.pageInfo.endCursor }));
    await proposed(register, "hanoi", { title: "A đầu tiên" });
    expect(references(await page({ first: 100, orderBy, after: first.pageInfo.endCursor }))).toEqual(rest);
  });

  it("refuses a cursor of another list or another order", async () => {
    const { pageInfo } = await page({ first: 1, orderBy: { field: "TITLE", direction: "ASC" } });
    expect(
      (await register.ask(PAGE, { after: pageInfo.endCursor, orderBy: { field: "DUE_ON", direction: "ASC" } })).code,
    ).toBe("BAD_INPUT");
    expect(
      (
        await register.ask("query ($after: String) { leaders(after: $after) { totalCount } }", {
          after: pageInfo.endCursor,
        })
      ).code,
    ).toBe("BAD_INPUT");
  });

  it("is in the order of the Vietnamese alphabet", async () => {
    const { localities } = await register.get(
      '{ localities(first: 100, filter: { existsOn: "2026-11-24" }) { nodes { name } } }',
    );
    const names: string[] = localities.nodes.map((node: any) => node.name);
    expect(names).toHaveLength(34);
    expect(names).toEqual([...names].sort(new Intl.Collator("vi").compare));
    expect(names.indexOf("Đà Nẵng")).toBeGreaterThan(names.indexOf("Cần Thơ"));
  });

  it("puts what has no due date last, and takes a due year as its last day", async () => {
    const { commitments } = await register.get(
      "{ commitments(first: 4, orderBy: { field: DUE_ON, direction: ASC }) { nodes { dueOn isOverdue } } }",
    );
    expect(commitments.nodes.map((node: any) => node.dueOn)).toEqual(["2020", "2027-06-15", "2027-06", null]);
    expect(commitments.nodes[0].isOverdue).toBe(true);
  });

  it.each<[string, string, number]>([
    ["one value where several may stand", "{ status: AGREED }", 2],
    ["the locality that owes", '{ owedBy: "quang-nam" }', 5],
    ["the locality it is for", '{ benefits: ["ha-noi"] }', 5],
    ["both sides", '{ between: ["ha-noi", "quang-nam"] }', 23],
    ["two sides of which one has no part", '{ between: ["ha-noi", "hue"] }', 0],
    ["who answers today", '{ responsibleNow: ["da-nang"] }', 23],
    ["a party by its old name only", '{ party: ["da-nang"] }', 0],
    ["a sector with its children", '{ sector: ["industry-trade"] }', 2],
    ["who said it", '{ saidBy: ["nguyen-duc-chung"] }', 9],
    ["the meeting", '{ meeting: ["hoi-nghi-ha-noi-quang-nam-2019"] }', 18],
    ["the kind", "{ kind: [JOINT] }", 3],
    ["words without diacritics in any order", '{ search: "hinh TRUYEN nam" }', 1],
    ["its reference", '{ search: "hn-qna-2019-07" }', 1],
    ["being overdue", "{ overdue: true }", 1],
    ["not being overdue", "{ overdue: false }", 22],
    ["being stale", "{ stale: true }", 18],
    ["being due before a year", '{ dueBefore: "2027" }', 1],
    ["being due after a day", '{ dueAfter: "2027-06-15" }', 1],
    ["all of several", "{ and: [{ kind: [PLEDGE] }, { status: [AGREED] }] }", 1],
    ["one of several", "{ or: [{ kind: [JOINT] }, { status: [AGREED] }] }", 5],
    ["none of an empty choice", "{ or: [] }", 0],
    ["the opposite", '{ not: { meeting: ["hoi-nghi-ha-noi-quang-nam-2019"] } }', 5],
    ["the opposite of nothing chosen", "{ not: { status: [] } }", 23],
  ])("is filtered by %s", async (_what, filter, count) => {
    const { commitments } = await register.get(`{ commitments(filter: ${filter}) { totalCount } }`);
    expect(commitments.totalCount).toBe(count);
  });

  it.each([
    ["terms", 101, { kind: ["JOINT"] }],
    ["searches, which count as ten terms each", 20, { not: { search: "vườn" } }],
  ])("refuses a filter of more %s than anybody needs", async (_what, length, term) => {
    const query = "query ($filter: CommitmentFilter) { commitments(filter: $filter) { totalCount } }";
    const { errors } = await register.ask(query, { filter: { or: Array.from({ length }, () => term) } });
    const message = "A filter has at most 200 terms.";
    expect(errors).toMatchObject([{ message, extensions: { code: "TOO_COMPLEX", limit: 200 } }]);
  });

  it("takes the same filter inside another noun, for each of many parents", async () => {
    const { localities } = await register.get(`{ localities(filter: { search: "n" }, first: 100) { nodes { key
      commitments(filter: { kind: [REQUEST] }, first: 2, orderBy: { field: REFERENCE, direction: DESC }) { totalCount nodes { reference } pageInfo { hasNextPage } } } } }`);
    const byKey = Object.fromEntries(localities.nodes.map((node: any) => [node.key, node.commitments]));
    expect(byKey["ha-noi"]).toEqual({
      totalCount: 8,
      nodes: [{ reference: "HN-QNA-2019-16" }, { reference: "HN-QNA-2019-15" }],
      pageInfo: { hasNextPage: true },
    });
    expect(byKey["quang-nam"]).toEqual(byKey["ha-noi"]);
    expect(byKey["da-nang"]).toEqual({ totalCount: 0, nodes: [], pageInfo: { hasNextPage: false } });
  });
});

describe("The number of SQL statements", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  const DEEP = `query ($first: Int!) { commitments(first: $first) { totalCount liveCursor nodes { id title nextStatuses isStale
    parties { role locality { name parent { name } codes { value } predecessors { name } } responsibleNow { name } }
    proposedBy { name commitments(first: 3) { totalCount nodes { reference history(first: 2) { nodes { by { localities { key } } } } } } }
    saidBy { name posts { title locality { name } sources { locator } } commitments(first: 2) { nodes { reference } } }
    sectors { name parent { name } children { name } commitments(first: 2) { nodes { reference } } } initiative { title }
    meeting { title attendances { leader { name } locality { name } sources { locator } } }
    history { nodes { cursor from to by { localities { name } } meeting { title } reverts { id } } } evidence { title } sources { locator document { title } } } } }`;

  it("does not grow with the number of rows", async () => {
    const count = async (first: number) => {
      register.statements.length = 0;
      const { commitments } = await register.get(DEEP, { first }, "daNang");
      return [commitments.nodes.length, register.statements.length];
    };
    const [two, few] = await count(2);
    const [all, many] = await count(18);
    expect([two, all]).toEqual([2, 18]);
    expect(many).toBeLessThanOrEqual((few as number) + 4); // what the first two lack: a second level of sectors
    expect(many).toBeLessThan(60);
  });
});
