import {
  ATTENDANCES,
  INITIATIVES,
  keys,
  lines,
  NAMED,
  POSTS,
  PROMISES,
  SECTORS,
  table,
  unordered,
} from "../support/facts.js";
import { type Register, startRegister } from "../support/register.js";

const REPORT = "bao-cao-hoi-nghi-ha-noi-quang-nam";
const SOURCES = "sources { locator note document { key } }";
const TEXT = "vi: title en: title(language: EN)";

describe("The conference between Hà Nội and Quảng Nam", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  it("left eighteen promises, each as the report has it", async () => {
    const { commitments } = await register.get(`{ commitments(first: 100) { totalCount nodes {
      key reference kind status dueOn isOverdue visibility proposedBy { key } initiative { key } meeting { key }
      parties { role locality { key } } saidBy { key } sectors { key } sources { locator } } } }`);
    const party = (row: any, role: string) =>
      keys(row.parties.filter((each: any) => each.role === role).map((each: any) => each.locality));
    const told = table<any>(
      commitments.nodes,
      (row) => row.key,
      (row) => party(row, "OWES"),
      (row) => party(row, "BENEFITS"),
      (row) => row.kind,
      (row) => row.proposedBy.key,
      (row) => keys(row.saidBy),
      (row) => keys(row.sectors),
      lines,
      (row) => row.status,
    );
    expect(told).toBe(PROMISES);
    expect(commitments.totalCount).toBe(18);
    for (const [index, row] of commitments.nodes.entries())
      expect(row).toMatchObject({
        reference: `HN-QNA-2019-${String(index + 1).padStart(2, "0")}`,
        dueOn: null,
        isOverdue: false,
        visibility: "PUBLIC",
        initiative: null,
        meeting: { key: "hoi-nghi-ha-noi-quang-nam-2019" },
      });
  });

  it("was a closed conference of two Standing Committees, attended by nine leaders", async () => {
    const { meetings } = await register.get(`{ meetings { totalCount nodes { key ${TEXT} kind state heldOn host { key }
      summary summaryEn: summary(language: EN) note noteEn: note(language: EN) ${SOURCES}
      attendances { role leader { key } locality { key } sources { locator } } } } }`);
    expect(meetings.totalCount).toBe(1);
    const [meeting] = meetings.nodes;
    expect(meeting).toMatchObject({
      key: "hoi-nghi-ha-noi-quang-nam-2019",
      vi: "Hội nghị Ban Thường vụ Thành ủy Hà Nội và Ban Thường vụ Tỉnh ủy Quảng Nam",
      en: "Conference of the Standing Committees of the Hanoi and the Quang Nam Party Committees",
      kind: "CONFERENCE",
      state: "CLOSED",
      heldOn: "2019",
      host: null,
    });
    expect(meeting.summary).toMatch(/hứa hẹn.*kinh tế - xã hội/);
    expect(meeting.summaryEn).toMatch(/good prospects.*socio-economic/);
    expect(meeting.note).toMatch(/suy ra từ dòng 7.*không ghi ngày, nơi họp.*sở, ban, ngành.*dòng 2 và 3/);
    expect(meeting.noteEn).toMatch(/inferred from line 7.*no date, venue.*departments.*lines 2 and 3/);
    expect(lines(meeting)).toBe("L2 L3 L7 L10 L11 L16");
    const told = table<any>(
      meeting.attendances,
      (row) => row.leader.key,
      (row) => row.locality.key,
      (row) => row.role,
      lines,
    );
    expect(unordered(told)).toEqual(unordered(ATTENDANCES));
  });

  it("brought together the holders of sixteen posts, seen in that year, since when nobody says", async () => {
    const { leaders } = await register.get(`{ leaders(first: 100) { totalCount nodes { name sources { locator }
      posts { ${TEXT} body from until observedOn locality { key } sources { locator } } } } }`);
    expect(leaders.totalCount).toBe(9);
    const posts = leaders.nodes.flatMap((leader: any) => leader.posts.map((post: any) => ({ ...post, leader })));
    const told = table<any>(
      posts,
      (post) => post.leader.name,
      (post) => post.vi,
      (post) => post.en,
      (post) => post.body,
      (post) => post.locality.key,
      lines,
    );
    expect(unordered(told)).toEqual(unordered(POSTS));
    for (const post of posts) {
      expect(post).toMatchObject({ from: null, until: null, observedOn: "2019" });
      expect(lines(post.leader)).toBe(lines(post));
    }
  });

  it("spoke of nine joint initiatives, one of them led by Quảng Nam", async () => {
    const { initiatives } = await register.get(`{ initiatives(first: 100) { totalCount nodes { key
      parent { key } period { from until rhythm } participants { role locality { key } responsibleNow { key } }
      sectors { key } sources { locator } } } }`);
    expect(initiatives.totalCount).toBe(9);
    const told = table<any>(
      initiatives.nodes,
      (row) => row.key,
      (row) => row.participants.map((each: any) => (each.role === "LEAD" ? "LEAD:" : "") + each.locality.key).join(" "),
      (row) => keys(row.sectors),
      ({ period: { from, until, rhythm } }) => (from || until ? `${rhythm} ${from ?? "-"} to ${until ?? "-"}` : rhythm),
      lines,
    );
    expect(unordered(told)).toEqual(unordered(INITIATIVES));
    expect(initiatives.nodes.every((each: any) => each.parent === null)).toBe(true);
    const four = initiatives.nodes.find((each: any) => each.key === "tourism-4-localities-2019");
    expect(four.participants.map((party: any) => party.responsibleNow.key)).toEqual([
      "da-nang",
      "ha-noi",
      "hue",
      "da-nang",
    ]);
  });

  it("touched fifteen sectors and named four localities", async () => {
    const { sectors, localities } = await register.get(`{
      sectors { key vi: name en: name(language: EN) parent { key } sources { locator } }
      localities(first: 100) { nodes { key vi: name en: name(language: EN) kind abbreviation sources { locator } } } }`);
    const sectorsTold = table<any>(
      sectors,
      (row) => row.key,
      (row) => row.parent?.key,
      (row) => row.vi,
      (row) => row.en,
      lines,
    );
    expect(unordered(sectorsTold)).toEqual(unordered(SECTORS));
    const named = table<any>(
      localities.nodes.filter((each: any) => each.sources.length > 0),
      (row) => row.key,
      (row) => row.vi,
      (row) => row.en,
      (row) => row.kind,
      (row) => row.abbreviation,
      lines,
    );
    expect(unordered(named)).toEqual(unordered(NAMED));
  });

  it("is known from one report, which says neither day nor place and whose year is inferred", async () => {
    const { commitments, leaders, initiatives, meetings, sectors, localities } = await register.get(`{
      commitments(first: 100) { nodes { ${SOURCES} } }
      leaders(first: 100) { nodes { ${SOURCES} posts { ${SOURCES} } } }
      initiatives(first: 100) { nodes { key ${SOURCES} } }
      meetings { nodes { ${SOURCES} attendances { ${SOURCES} } } }
      sectors { ${SOURCES} }
      localities(first: 100) { nodes { ${SOURCES} } } }`);
    const [meeting] = meetings.nodes;
    const posts = leaders.nodes.flatMap((leader: any) => leader.posts);
    const framework = initiatives.nodes.find((each: any) => each.key === "framework");
    const dated = [...commitments.nodes, ...posts, framework].map((row) => row.sources[0]);
    for (const citation of dated) expect(citation.note).toMatch(/2019 được suy ra từ dòng 7/);
    const basis = meeting.sources.find((each: any) => each.locator === "L7");
    expect(basis.note).toMatch(/Căn cứ duy nhất của năm 2019/);
    const others = [leaders.nodes, initiatives.nodes, localities.nodes, meeting, meeting.attendances, sectors].flat();
    const cited = [...commitments.nodes, ...posts, ...others].flatMap((row) => row.sources);
    expect(new Set(cited.map((each) => each.document.key))).toEqual(new Set([REPORT]));
    expect(cited.filter((each) => each.note !== null)).toHaveLength(dated.length + 1);
  });

  it("is reported in a document that is told for what it is", async () => {
    const { meeting } = await register.get(`{ meeting(key: "hoi-nghi-ha-noi-quang-nam-2019") { sources {
      document { key url ${TEXT} note noteEn: note(language: EN) } } } }`);
    const { document } = meeting.sources[0];
    expect(document).toMatchObject({
      key: REPORT,
      url: null,
      vi: "Bài tường thuật hội nghị giữa lãnh đạo Hà Nội và lãnh đạo Quảng Nam",
      en: "Report of the conference between the leaders of Hanoi and Quang Nam",
    });
    expect(document.note).toMatch(
      /không ghi ngày họp, nơi họp.*Năm 2019 được suy ra từ dòng 7.*Thành Tâm \(dòng 1 và 12\)/,
    );
    expect(document.noteEn).toMatch(/no date, venue.*2019 is inferred from line 7.*Thành Tâm \(lines 1 and 12\)/);
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
      expect(change.by).toMatchObject({ name: expect.stringMatching(/^Bài tường thuật hội nghị/), role: null });
    }
  });

  it("reads in Vietnamese and in English, promise by promise and initiative by initiative", async () => {
    const { commitments, initiatives } = await register.get(`{
      commitments(first: 100) { nodes { key ${TEXT} long: description longEn: description(language: EN) } }
      initiatives(first: 100) { nodes { key ${TEXT} long: summary longEn: summary(language: EN) } } }`);
    const plain = /^[\x20-\x7e–]+$/; // no letter that English does not have
    for (const { key, vi, en, long, longEn } of [...commitments.nodes, ...initiatives.nodes])
      expect([key, [vi, long].map((text) => plain.test(text)), [en, longEn].map((text) => plain.test(text))]).toEqual([
        key,
        [false, false],
        [true, true],
      ]);
    const heritage = commitments.nodes.find((each: any) => each.key === "heritage-know-how");
    expect(heritage).toMatchObject({ vi: expect.stringContaining("di sản"), en: expect.stringContaining("heritage") });
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
