import { proposed, step } from "../support/promise.js";
import { type Person, type Register, startRegister } from "../support/register.js";
import { save } from "../support/sent.js";

const CREATE: [noun: string, input: object, returns: string, by: Person[]][] = [
  ["Document", { title: "Biên bản 2026" }, "key title", ["admin", "coordinator", "hanoi"]],
  ["Sector", { name: "Giao thông", nameEn: "Transport" }, "key name(language: EN)", ["admin"]],
  ["Leader", { name: "Trần Thị Bưởi" }, "key posts { title }", ["admin"]],
  [
    "Locality",
    { name: "Ba Đình", kind: "DISTRICT", parentId: "ha-noi", abbreviation: "BDH" },
    "key parent { key }",
    ["admin"],
  ],
  [
    "Post",
    { leaderId: "nguyen-chin", localityId: "ha-noi", title: "Cố vấn", body: "PEOPLES_COMMITTEE", from: "2026" },
    "title from leader { key }",
    ["admin", "hanoi"],
  ],
  [
    "Initiative",
    {
      title: "Tuyến bay chung",
      participants: [{ localityId: "ha-noi", role: "LEAD" }],
      sectorIds: ["energy"],
      period: { from: "2026", rhythm: "YEARLY" },
    },
    "key period { from rhythm } sectors { key }",
    ["admin", "coordinator", "hanoi"],
  ],
  [
    "Meeting",
    {
      title: "Hội nghị tổng kết",
      kind: "REVIEW",
      hostId: "ha-noi",
      heldOn: "2026-12",
      attendances: [{ leaderId: "nguyen-chin", role: "DELEGATE" }],
    },
    "key state heldOn host { key } attendances { leader { key } }",
    ["admin", "coordinator", "hanoi"],
  ],
];

describe("Keeping records", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  const create = (noun: string, input: object, as?: Person, returns = "id") =>
    save(register, `create${noun}`, input, as, `id ${returns}`);
  const update = (noun: string, input: object, as?: Person, returns = "id") =>
    save(register, `update${noun}`, input, as, `id ${returns}`);

  it.each(CREATE)("of a %s is for those who may", async (noun, input, returns, by) => {
    const everybody: Person[] = ["viewer", "hue", "hanoi", "coordinator", "admin"];
    const field = noun.toLowerCase();
    for (const [index, person] of everybody.entries()) {
      const unique =
        noun === "Locality"
          ? { ...input, abbreviation: `BDH${index}` }
          : noun === "Post"
            ? { ...input, title: `Cố vấn ${index}` }
            : input;
      const answer = await create(noun, unique, person, returns);
      const mayAsOfficer = noun === "Document" && person === "hue"; // any officer may record a source
      expect([person, answer.code]).toEqual([person, by.includes(person) || mayAsOfficer ? undefined : "FORBIDDEN"]);
      if (answer.data)
        expect(
          (
            await register.get(`query ($id: ID!) { node(id: $id) { __typename id } }`, {
              id: answer.data[`create${noun}`][field].id,
            })
          ).node.__typename,
        ).toBe(noun);
    }
    expect((await create(noun, input)).code).toBe("UNAUTHENTICATED");
  });

  it("makes a readable key, another one where it is taken, and keeps the one that is given", async () => {
    const made = await create("Sector", { name: "Phòng cháy" }, "admin", "key");
    const second = await create("Sector", { name: "Phòng cháy" }, "admin", "key");
    const given = await create("Sector", { name: "Phòng cháy", key: "fire" }, "admin", "key");
    expect([made, second, given].map((answer) => answer.data.createSector.sector.key)).toEqual([
      "phong-chay",
      "phong-chay-2",
      "fire",
    ]);
    expect((await create("Sector", { name: "X", key: "fire" }, "admin")).code).toBe("BAD_INPUT");
    expect((await create("Sector", { name: "X", key: "Not A Key" }, "admin")).code).toBe("BAD_INPUT");
  });

  it("changes what is given, empties what is null, and leaves the rest", async () => {
    const { data } = await create(
      "Meeting",
      {
        title: "Họp",
        kind: "REVIEW",
        hostId: "ha-noi",
        heldOn: "2026",
        note: "Tạm",
        attendances: [{ leaderId: "nguyen-chin", role: "CHAIR" }],
      },
      "hanoi",
    );
    const id = data.createMeeting.meeting.id;
    const changed = await update(
      "Meeting",
      { id, note: null, titleEn: "Review" },
      "hanoi",
      "title en: title(language: EN) note heldOn attendances { role }",
    );
    expect(changed.data.updateMeeting.meeting).toEqual({
      id,
      title: "Họp",
      en: "Review",
      note: null,
      heldOn: "2026",
      attendances: [{ role: "CHAIR" }],
    });
    expect((await update("Meeting", { id, title: null }, "hanoi")).code).toBe("BAD_INPUT");
    expect((await update("Meeting", { id, attendances: [{ leaderId: "nobody", role: "CHAIR" }] }, "hanoi")).code).toBe(
      "BAD_INPUT",
    );
    expect((await update("Meeting", { id, titleEn: "Mine" }, "hue")).code).toBe("FORBIDDEN");
    expect((await update("Meeting", { id: "TWVldGluZzo5OTk5", titleEn: "X" }, "admin")).code).toBe("NOT_FOUND");
  });

  it("keeps sectors a tree of two levels and initiatives out of circles", async () => {
    expect((await create("Sector", { name: "Sâu", parentId: "heritage" }, "admin")).code).toBe("BAD_INPUT");
    const one = (
      await create(
        "Initiative",
        { title: "Một", participants: [{ localityId: "ha-noi", role: "LEAD" }] },
        "hanoi",
        "key",
      )
    ).data.createInitiative.initiative;
    const two = (
      await create(
        "Initiative",
        { title: "Hai", parentId: one.key, participants: [{ localityId: "ha-noi", role: "LEAD" }] },
        "hanoi",
      )
    ).data.createInitiative.initiative;
    expect((await update("Initiative", { id: one.id, parentId: two.id }, "hanoi")).code).toBe("BAD_INPUT");
  });

  it("lets an officer keep the posts of its own locality only", async () => {
    const post = { leaderId: "nguyen-chin", title: "Trưởng ban", body: "PARTY_COMMITTEE" };
    const { data } = await create("Post", { ...post, localityId: "quang-nam" }, "daNang", "id");
    expect(
      (await update("Post", { id: data.createPost.post.id, until: "2026-05" }, "daNang", "until")).data.updatePost.post
        .until,
    ).toBe("2026-05");
    expect((await update("Post", { id: data.createPost.post.id, until: "2026" }, "hanoi")).code).toBe("FORBIDDEN");
  });

  it("cites sources and replaces them as one list", async () => {
    const sources = [{ documentId: "bao-cao-hoi-nghi-ha-noi-quang-nam", locator: "L8" }];
    const { data } = await create("Sector", { name: "Chợ", sources }, "admin", "sources { locator document { key } }");
    expect(data.createSector.sector.sources).toEqual([
      { locator: "L8", document: { key: "bao-cao-hoi-nghi-ha-noi-quang-nam" } },
    ]);
    const cleared = await update(
      "Sector",
      { id: data.createSector.sector.id, sources: [] },
      "admin",
      "sources { locator }",
    );
    expect(cleared.data.updateSector.sector.sources).toEqual([]);
  });

  it("lets a proposal be reworded by its proposer until the other side has agreed, then by a coordinator alone", async () => {
    const { id } = await proposed(register, "hanoi");
    const reword = (as: Person, more: object = {}) =>
      update(
        "Commitment",
        { id, title: "Trồng hai vườn", ...more },
        as,
        "title version parties { role locality { key } }",
      );
    expect((await reword("quangNam")).code).toBe("FORBIDDEN");
    expect((await reword("hanoi", { expectedVersion: 7 })).code).toBe("CONFLICT");
    expect((await reword("hanoi")).data.updateCommitment.commitment).toMatchObject({
      title: "Trồng hai vườn",
      version: 2,
    });
    const others = [
      { localityId: "hue", role: "OWES" },
      { localityId: "quang-nam", role: "BENEFITS" },
    ];
    expect((await reword("hanoi", { parties: others })).code).toBe("FORBIDDEN"); // it cannot leave what it proposed
    await step(register, id, "AGREED", "quangNam");
    expect((await reword("hanoi", { title: "Trồng ba vườn" })).code).toBe("FORBIDDEN");
    expect(
      (await reword("coordinator", { title: "Trồng ba vườn", dueOn: "2028" })).data.updateCommitment.commitment.version,
    ).toBe(4);
    const moved = await reword("coordinator", { kind: "JOINT" });
    expect(moved.data.updateCommitment.commitment.parties).toHaveLength(4);
  });

  it("makes an ASCII key, of the noun where the name has no Latin letter", async () => {
    const keys = [];
    for (const name of ["Московская область", "東京", "Ga Hà Nội – Москва"])
      keys.push((await create("Sector", { name }, "admin", "key")).data.createSector.sector.key);
    expect(keys).toEqual(["sector", "sector-2", "ga-ha-noi"]);
  });

  it("empties a list that is null, and refuses where it must not be empty", async () => {
    const sources = [{ documentId: "bao-cao-hoi-nghi-ha-noi-quang-nam" }];
    const participants = [{ localityId: "ha-noi", role: "LEAD" }];
    const initiative = (
      await create("Initiative", { title: "Ba", participants, sectorIds: ["energy"], sources }, "hanoi")
    ).data.createInitiative.initiative;
    const emptied = await update(
      "Initiative",
      { id: initiative.id, sectorIds: null, sources: null },
      "hanoi",
      "sectors { key } sources { locator } participants { role }",
    );
    expect(emptied.data.updateInitiative.initiative).toMatchObject({
      sectors: [],
      sources: [],
      participants: [{ role: "LEAD" }],
    });
    expect((await update("Initiative", { id: initiative.id, participants: null }, "hanoi")).code).toBe("BAD_INPUT");

    const attendances = [{ leaderId: "nguyen-chin", role: "DELEGATE", sources }];
    const meeting = (await create("Meeting", { title: "Họp", kind: "REVIEW", hostId: "ha-noi", attendances }, "hanoi"))
      .data.createMeeting.meeting;
    const uncited = [{ leaderId: "nguyen-chin", role: "DELEGATE", sources: null }];
    const cited = "attendances { sources { locator } }";
    expect(
      (await update("Meeting", { id: meeting.id, attendances: uncited }, "hanoi", cited)).data.updateMeeting.meeting
        .attendances,
    ).toEqual([{ sources: [] }]);
    expect(
      (await update("Meeting", { id: meeting.id, attendances: null }, "hanoi", cited)).data.updateMeeting.meeting
        .attendances,
    ).toEqual([]);

    const { id } = await proposed(register, "hanoi", { saidByIds: ["nguyen-chin"], sources });
    const commitment = (
      await update(
        "Commitment",
        { id, sectorIds: null, saidByIds: null, sources: null },
        "hanoi",
        "sectors { key } saidBy { key } sources { locator } parties { role }",
      )
    ).data.updateCommitment.commitment;
    expect(commitment).toMatchObject({ sectors: [], saidBy: [], sources: [] });
    expect(commitment.parties).toHaveLength(2);
    expect((await update("Commitment", { id, parties: null }, "hanoi")).code).toBe("BAD_INPUT");
    expect((await update("Commitment", { id, visibility: null }, "hanoi")).code).toBe("BAD_INPUT");
  });

  it("takes null in a new record for what is left out", async () => {
    expect((await proposed(register, "hanoi", { visibility: null })).visibility).toBe("PUBLIC");
    const unsaid = { state: null, heldOn: null, attendances: null, sources: null, key: null };
    const { data } = await create(
      "Meeting",
      { title: "Họp", kind: "REVIEW", hostId: "ha-noi", ...unsaid },
      "hanoi",
      "state",
    );
    expect(data.createMeeting.meeting.state).toBe("SCHEDULED");
    const initiative = {
      participants: [{ localityId: "ha-noi", role: "LEAD" }],
      period: { from: "2026", rhythm: null },
    };
    const ongoing = await create("Initiative", { title: "Bốn", ...initiative }, "hanoi", "period { rhythm }");
    expect(ongoing.data.createInitiative.initiative.period).toEqual({ rhythm: "ONGOING" });
  });

  it("tells an outsider that it may not before anything else about the record", async () => {
    const participants = [
      { localityId: "ha-noi", role: "LEAD" },
      { localityId: "atlantis", role: "PARTICIPANT" },
    ];
    expect((await create("Initiative", { title: " ", participants }, "hue")).code).toBe("FORBIDDEN");
    expect((await create("Initiative", { title: " ", participants }, "hanoi")).code).toBe("BAD_INPUT");
    const meeting = {
      title: " ",
      kind: "REVIEW",
      hostId: "ha-noi",
      attendances: [{ leaderId: "nobody", role: "CHAIR" }],
    };
    expect((await create("Meeting", meeting, "hue")).code).toBe("FORBIDDEN");
    expect((await create("Meeting", meeting, "hanoi")).code).toBe("BAD_INPUT");
  });

  it("keeps each term of an office that is held twice, but no term twice", async () => {
    const leader = (await create("Leader", { name: "Hai Nhiệm Kỳ" }, "admin", "key")).data.createLeader.leader.key;
    const post = { leaderId: leader, localityId: "hue", title: "Chủ tịch", body: "PEOPLES_COMMITTEE" };
    const first = await create("Post", { ...post, from: "2010", until: "2015" }, "hue");
    const second = await create("Post", { ...post, from: "2020" }, "hue", "from until");
    expect(second.data.createPost.post).toMatchObject({ from: "2020", until: null });
    const twice = await create("Post", { ...post, from: "2010" }, "hue");
    expect([twice.code, twice.errors?.[0]?.message]).toEqual(["BAD_INPUT", expect.stringMatching(/recorded twice/)]);
    const moved = await update("Post", { id: second.data.createPost.post.id, from: "2010" }, "hue");
    expect(moved.code).toBe("BAD_INPUT");
    await create("Post", post, "hue");
    expect((await create("Post", post, "hue")).code).toBe("BAD_INPUT");
    const ended = await update("Post", { id: first.data.createPost.post.id, until: "2009" }, "hue");
    expect([ended.code, ended.errors?.[0]?.extensions.path]).toEqual(["BAD_INPUT", ["until"]]);
  });

  it.each([
    ["a control character", "Họp\u0007mặt"],
    ["NUL", "Họp\u0000mặt"],
    ["a line break in a line", "Họp\nmặt"],
    ["half of a character", "Họp \ud83d mặt"],
    ["nothing visible", "\u200b\u200d\ufeff"],
    ["only a filler", "\u3164"],
  ])("refuses %s in a name", async (_what, name) => {
    expect((await create("Sector", { name }, "admin")).code).toBe("BAD_INPUT");
  });

  it("keeps the lines and tabs of prose, and refuses other control characters there too", async () => {
    const prose = (description: string) => create("Sector", { name: "Văn xuôi", description }, "admin", "description");
    const kept = await prose("Một\r\nHai\tBa\n");
    expect(kept.data.createSector.sector.description).toBe("Một\nHai\tBa");
    expect((await prose("Một\u0000")).code).toBe("BAD_INPUT");
  });

  it("refuses a due date that stands for never", async () => {
    const { id } = await proposed(register, "hanoi");
    expect((await update("Commitment", { id, dueOn: "9999" }, "hanoi")).code).toBe("BAD_INPUT");
  });

  it("stores text in NFC, so that one word has one spelling", async () => {
    const { data } = await create("Sector", { name: "Đà Nẵng".normalize("NFD") }, "admin", "name key");
    expect(data.createSector.sector).toMatchObject({ name: "Đà Nẵng", key: "da-nang" });
  });
});
