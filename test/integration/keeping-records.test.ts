import { proposed, step } from "../support/promise.js";
import { type Person, type Register, startRegister } from "../support/register.js";

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
    register.ask(
      `mutation ($input: Create${noun}Input!) { create${noun}(input: $input) { ${noun.toLowerCase()} { id ${returns} } } }`,
      { input },
      as,
    );
  const update = (noun: string, input: object, as?: Person, returns = "id") =>
    register.ask(
      `mutation ($input: Update${noun}Input!) { update${noun}(input: $input) { ${noun.toLowerCase()} { id ${returns} } } }`,
      { input },
      as,
    );

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
    await step(register, id, "AGREED", "quangNam");
    expect((await reword("hanoi", { title: "Trồng ba vườn" })).code).toBe("FORBIDDEN");
    expect(
      (await reword("coordinator", { title: "Trồng ba vườn", dueOn: "2028" })).data.updateCommitment.commitment.version,
    ).toBe(4);
    const moved = await reword("coordinator", { kind: "JOINT" });
    expect(moved.data.updateCommitment.commitment.parties).toHaveLength(4);
  });

  it("stores text in NFC, so that one word has one spelling", async () => {
    const { data } = await create("Sector", { name: "Đà Nẵng".normalize("NFD") }, "admin", "name key");
    expect(data.createSector.sector).toMatchObject({ name: "Đà Nẵng", key: "da-nang" });
  });
});
