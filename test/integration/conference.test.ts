import { type Register, startRegister } from "../support/register.js";

/** What the report of the conference says, written down a second time, by hand: key, owes, benefits, kind, said by, sectors, lines. */
const PROMISES = `
auto-market | ha-noi | quang-nam | PLEDGE | nguyen-duc-chung phan-viet-cuong | industry-trade | L15 L17 | AGREED
sea-games-athletes | ha-noi | quang-nam | PLEDGE | nguyen-duc-chung | culture-sports-tourism | L15 | PROPOSED
tourism-tv | ha-noi | quang-nam | PLEDGE | nguyen-duc-chung | culture-sports-tourism | L15 | PROPOSED
health-tech | ha-noi | quang-nam | PLEDGE | nguyen-duc-chung | health | L15 | PROPOSED
merit-policy | ha-noi | quang-nam | PLEDGE | nguyen-duc-chung | social-welfare | L15 L18 | PROPOSED
revolutionary-infrastructure | ha-noi | quang-nam | PLEDGE | nguyen-duc-chung | social-welfare | L15 | PROPOSED
heritage-know-how | quang-nam | ha-noi | REQUEST | nguyen-duc-chung | heritage | L13 | PROPOSED
apparatus-know-how | quang-nam | ha-noi | REQUEST | nguyen-duc-chung | public-administration | L13 | PROPOSED
development-know-how | ha-noi | quang-nam | PLEDGE | nguyen-duc-chung | planning-investment | L14 | PROPOSED
party-workforce | ha-noi | quang-nam | REQUEST | phan-viet-cuong | human-resources | L16 | AGREED
trade-promotion | ha-noi | quang-nam | REQUEST | phan-viet-cuong | planning-investment | L17 | PROPOSED
industry-energy-rural | ha-noi | quang-nam | REQUEST | phan-viet-cuong | industry-trade energy new-rural-development high-tech-farming | L17 | PROPOSED
mutual-tourism | ha-noi quang-nam | ha-noi quang-nam | JOINT | phan-viet-cuong | culture-sports-tourism | L17 | PROPOSED
culture-events-know-how | ha-noi | quang-nam | REQUEST | phan-viet-cuong | culture-sports-tourism | L18 | PROPOSED
e-government | ha-noi | quang-nam | REQUEST | phan-viet-cuong | information-technology | L18 | PROPOSED
poverty-reduction | ha-noi | quang-nam | REQUEST | phan-viet-cuong | social-welfare | L18 | PROPOSED
district-twinning | ha-noi quang-nam | ha-noi quang-nam | JOINT | phan-viet-cuong | party-building | L19 | PROPOSED
periodic-review | ha-noi quang-nam | ha-noi quang-nam | JOINT | phan-viet-cuong | planning-investment | L19 | PROPOSED`;

const POSTS: Record<string, [posts: number, line: string]> = {
  "Nguyễn Đức Chung": [1, "L1"],
  "Nguyễn Lan Hương": [3, "L2"],
  "Nguyễn Văn Phong": [2, "L2"],
  "Phùng Thị Hồng Hà": [1, "L2"],
  "Phan Việt Cường": [1, "L16"],
  "Đinh Văn Thu": [2, "L3"],
  "Nguyễn Chín": [2, "L3"],
  "Nguyễn Thị Thu Lan": [2, "L3"],
  "Võ Xuân Ca": [2, "L3"],
};

describe("The conference between Hà Nội and Quảng Nam", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  it("left eighteen promises, each as the report has it", async () => {
    const { commitments } = await register.get(`{ commitments(first: 100) { totalCount nodes {
      key reference kind status dueOn isOverdue initiative { key } meeting { key }
      parties { role locality { key } } saidBy { key } sectors { key } sources { locator document { key } } } } }`);
    const keys = (rows: { key: string }[]) => rows.map((row) => row.key).join(" ");
    const party = (row: any, role: string) =>
      keys(row.parties.filter((each: any) => each.role === role).map((each: any) => each.locality));
    const rows = commitments.nodes.map((row: any) => {
      const cited = row.sources.map((each: any) => each.locator).join(" ");
      const told = [
        row.key,
        party(row, "OWES"),
        party(row, "BENEFITS"),
        row.kind,
        keys(row.saidBy),
        keys(row.sectors),
        cited,
        row.status,
      ];
      return told.join(" | ");
    });
    expect(`\n${rows.join("\n")}`).toBe(PROMISES);
    expect(commitments.totalCount).toBe(18);
    expect(commitments.nodes.map((row: any) => row.reference)).toEqual(
      rows.map((_: string, index: number) => `HN-QNA-2019-${String(index + 1).padStart(2, "0")}`),
    );
    expect(
      commitments.nodes.every((row: any) => row.dueOn === null && row.initiative === null && row.meeting !== null),
    ).toBe(true);
  });

  it("was attended by nine leaders in sixteen posts", async () => {
    const { meetings } = await register.get(`{ meetings { nodes { kind state heldOn host { key } note(language: EN)
      attendances { role leader { name posts { title body observedOn from sources { locator } } } locality { key } } } } }`);
    expect(meetings.nodes).toHaveLength(1);
    const [meeting] = meetings.nodes;
    expect(meeting).toMatchObject({ kind: "CONFERENCE", state: "CLOSED", heldOn: "2019", host: null });
    expect(meeting.note).toContain("inferred");
    const posts = Object.fromEntries(
      meeting.attendances.map(({ leader }: any) => [
        leader.name,
        [leader.posts.length, leader.posts[0].sources[0].locator],
      ]),
    );
    expect(posts).toEqual(POSTS);
    expect(
      meeting.attendances.filter((each: any) => each.role === "SPEAKER").map((each: any) => each.leader.name),
    ).toEqual(["Nguyễn Đức Chung", "Phan Việt Cường"]);
    expect(
      meeting.attendances
        .flatMap((each: any) => each.leader.posts)
        .every((post: any) => post.observedOn === "2019" && !post.from),
    ).toBe(true);
  });

  it("spoke of nine joint initiatives, one of them led by Quảng Nam", async () => {
    const { initiatives } = await register.get(`{ initiatives { nodes { key period { from until rhythm }
      participants { role locality { key } responsibleNow { key } } sectors { key } sources { locator } } } }`);
    expect(initiatives.nodes).toHaveLength(9);
    const led = initiatives.nodes.filter((each: any) => each.participants.some((party: any) => party.role === "LEAD"));
    expect(led).toHaveLength(1);
    expect(led[0]).toMatchObject({
      key: "tourism-4-localities-2019",
      period: { from: "2019", until: "2019", rhythm: "FIXED" },
    });
    expect(led[0].participants.map((party: any) => [party.locality.key, party.responsibleNow.key])).toEqual([
      ["quang-nam", "da-nang"],
      ["ha-noi", "ha-noi"],
      ["thua-thien-hue", "hue"],
      ["da-nang", "da-nang"],
    ]);
    expect(initiatives.nodes.find((each: any) => each.key === "framework").sectors).toHaveLength(7);
  });

  it("gives every promise one birth in the log, in the name of the report and of its year", async () => {
    const { statusChanges } = await register.get(
      "{ statusChanges(first: 100) { totalCount nodes { from to at datedOn by { name role } commitment { reference status } } } }",
    );
    expect(statusChanges.totalCount).toBe(18);
    for (const change of statusChanges.nodes) {
      expect(change).toMatchObject({
        from: null,
        to: change.commitment.status,
        at: "2019-01-01T00:00:00.000Z",
        datedOn: "2019",
      });
      expect(change.by).toMatchObject({ name: expect.stringContaining("Bài báo"), role: null });
    }
  });

  it("reads in Vietnamese and in English", async () => {
    const { commitment } = await register.get(
      '{ commitment(reference: "HN-QNA-2019-07") { vi: title en: title(language: EN) description(language: EN) } }',
    );
    expect(commitment.vi).toMatch(/di sản/);
    expect(commitment.en).toMatch(/heritage/);
    const { locality } = await register.get('{ locality(key: "ha-noi") { vi: name en: name(language: EN) } }');
    expect(locality).toEqual({ vi: "Hà Nội", en: "Hanoi" });
  });

  it("can be walked in both directions", async () => {
    const { locality, sector, leader } = await register.get(`{
      locality(key: "quang-nam") {
        posts { title leader { name } } leaders { totalCount } initiatives { totalCount } meetings { totalCount }
        commitments { totalCount nodes { meeting { commitments { totalCount } } } } }
      sector(key: "agriculture") { children { key parent { key } } commitments { nodes { key } } initiatives { nodes { key } } }
      leader(key: "phan-viet-cuong") { commitments { totalCount } meetings { nodes { key } } }
    }`);
    expect(locality).toMatchObject({
      leaders: { totalCount: 5 },
      initiatives: { totalCount: 9 },
      meetings: { totalCount: 1 },
    });
    expect(locality.posts).toHaveLength(9);
    expect(locality.commitments.totalCount).toBe(18);
    expect(locality.commitments.nodes[0].meeting.commitments.totalCount).toBe(18);
    expect(sector.children.map((child: any) => child.key)).toEqual(["high-tech-farming", "new-rural-development"]);
    expect(sector.commitments.nodes).toEqual([{ key: "industry-energy-rural" }]);
    expect(leader).toMatchObject({
      commitments: { totalCount: 10 },
      meetings: { nodes: [{ key: "hoi-nghi-ha-noi-quang-nam-2019" }] },
    });
  });

  it("is counted by sector, status and party", async () => {
    const { byStatus, owed, both } = await register.get(`{
      byStatus: commitmentStats(groupBy: [STATUS]) { status count stale overdue disputed oldestDue }
      owed: commitmentStats(groupBy: [OWED_BY]) { locality { key } count }
      both: commitmentStats(groupBy: [SECTOR, KIND], filter: { sector: ["social-welfare"] }) { sector { key } kind count } }`);
    expect(byStatus).toEqual([
      { status: "PROPOSED", count: 16, stale: 16, overdue: 0, disputed: 0, oldestDue: null },
      { status: "AGREED", count: 2, stale: 2, overdue: 0, disputed: 0, oldestDue: null },
    ]);
    expect(owed).toEqual([
      { locality: { key: "ha-noi" }, count: 16 },
      { locality: { key: "quang-nam" }, count: 5 },
    ]);
    expect(both).toEqual([
      { sector: { key: "social-welfare" }, kind: "PLEDGE", count: 2 },
      { sector: { key: "social-welfare" }, kind: "REQUEST", count: 1 },
    ]);
  });

  it("is found by words without diacritics, in any order", async () => {
    const { hits, leaders } = await register.get(`{
      hits: search(text: "nang da") { ... on Locality { key } }
      leaders: search(text: "CUONG viet", types: [LEADER]) { __typename ... on Leader { name } } }`);
    expect(hits[0]).toEqual({ key: "da-nang" });
    expect(leaders).toEqual([{ __typename: "Leader", name: "Phan Việt Cường" }]);
  });
});
