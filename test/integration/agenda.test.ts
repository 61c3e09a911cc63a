import { doneInRoom, inRoom, meetingWith } from "../support/meeting.js";
import { evidence, needsOf, promiseAt, proposed, step } from "../support/promise.js";
import { type Person, type Register, startRegister } from "../support/register.js";

describe("The agenda of a meeting", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  const titles = ({ agenda }: any) => agenda.map((item: any) => item.title);
  const act = (mutation: string, input: object, as?: Person) => doneInRoom(register, mutation, input, as);

  it("keeps its items in the order in which they are put, moved and taken off", async () => {
    let meeting = await meetingWith(register, ["Một", "Hai", "Ba"]);
    const [one, two, three] = meeting.agenda;
    expect(meeting.agenda.map((item: any) => item.place)).toEqual([1, 2, 3]);
    ({ meeting } = await act("createAgendaItem", { meetingId: meeting.key, title: "Không", afterId: null }));
    expect(titles(meeting)).toEqual(["Không", "Một", "Hai", "Ba"]);
    ({ meeting } = await act("createAgendaItem", { meetingId: meeting.id, title: "Một rưỡi", afterId: one.id }));
    expect(titles(meeting)).toEqual(["Không", "Một", "Một rưỡi", "Hai", "Ba"]);
    ({ meeting } = await act("moveAgendaItem", { id: three.id, afterId: one.id }));
    expect(titles(meeting)).toEqual(["Không", "Một", "Ba", "Một rưỡi", "Hai"]);
    ({ meeting } = await act("moveAgendaItem", { id: two.id }));
    expect(titles(meeting)).toEqual(["Hai", "Không", "Một", "Ba", "Một rưỡi"]);
    ({ meeting } = await act("removeAgendaItem", { id: one.id }));
    expect(meeting.agenda.map((item: any) => item.place)).toEqual([1, 2, 3, 4]);
    const read = await register.get("query ($id: ID!) { meeting(id: $id) { agenda { title } version } }", {
      id: meeting.id,
    });
    expect(titles(read.meeting)).toEqual(["Hai", "Không", "Ba", "Một rưỡi"]);
    expect(read.meeting.version).toBe(meeting.version);
  });

  it("has items about a commitment or an initiative, called by its title if nothing else is said", async () => {
    const meeting = await meetingWith(register, []);
    const { id, reference } = await proposed(register, "hanoi", { title: "Đưa rau sạch về Hà Nội", titleEn: "Greens" });
    const about = await act("createAgendaItem", { meetingId: meeting.id, commitmentId: reference });
    expect(about.item).toMatchObject({ title: "Đưa rau sạch về Hà Nội", commitment: { id }, initiative: null });
    const other = await act("createAgendaItem", { meetingId: meeting.id, initiativeId: "trade-fairs" });
    expect(other.item).toMatchObject({ initiative: { key: "trade-fairs" }, commitment: null });
    const { item } = await act("updateAgendaItem", {
      ...{ id: other.item.id, title: "Hội chợ", initiativeId: null, commitmentId: id },
    });
    expect(item).toMatchObject({ title: "Hội chợ", initiative: null, commitment: { reference } });
    const unclear = await inRoom(register, "updateAgendaItem", { id: item.id, initiativeId: "trade-fairs" }, "hanoi");
    expect(unclear.code).toBe("BAD_INPUT");
    for (const about of [{}, { initiativeId: "a\0" }, { initiativeId: "khong-co" }])
      expect((await inRoom(register, "createAgendaItem", { meetingId: meeting.id, ...about }, "hanoi")).code).toBe(
        "BAD_INPUT",
      );
  });

  it("opens at its first item, turns to others, and closes at none", async () => {
    let meeting = await meetingWith(register, ["Một", "Hai"]);
    const [, two] = meeting.agenda;
    expect(meeting).toMatchObject({ state: "SCHEDULED", currentItem: null, openedAt: null });
    ({ meeting } = await act("openMeeting", { meetingId: meeting.id, expectedVersion: meeting.version }));
    expect(meeting).toMatchObject({ state: "IN_SESSION", currentItem: { title: "Một" }, closedAt: null });
    const turned = await act("focusAgendaItem", { itemId: two.id });
    expect(turned).toMatchObject({ meeting: { currentItem: { id: two.id } }, item: { id: two.id } });
    expect(turned.item.discussedAt).not.toBeNull();
    ({ meeting } = await act("closeMeeting", { meetingId: meeting.id }));
    expect(meeting).toMatchObject({ state: "CLOSED", currentItem: null });
    expect(Date.parse(meeting.closedAt)).toBeGreaterThanOrEqual(Date.parse(meeting.openedAt));
  });

  it("stands first among the latest when it has just been closed, whatever day it was for", async () => {
    const meeting = await meetingWith(register, ["Một"], { heldOn: "2018" });
    await act("openMeeting", { meetingId: meeting.id });
    await act("closeMeeting", { meetingId: meeting.id });
    const { meetings } = await register.get(
      "{ meetings(first: 1, filter: { state: [CLOSED] }, orderBy: { field: LATEST, direction: DESC }) { nodes { id } } }",
    );
    expect(meetings.nodes).toEqual([{ id: meeting.id }]);
  });

  it("never points at nothing: where the current item is taken off, the next one is current", async () => {
    let meeting = await meetingWith(register, ["Một", "Hai", "Ba"]);
    const [one, two, three] = meeting.agenda;
    await act("openMeeting", { meetingId: meeting.id });
    ({ meeting } = await act("removeAgendaItem", { id: one.id }));
    expect(meeting.currentItem.id).toBe(two.id);
    await act("focusAgendaItem", { itemId: three.id });
    ({ meeting } = await act("removeAgendaItem", { id: three.id }));
    expect(meeting.currentItem.id).toBe(two.id);
    ({ meeting } = await act("removeAgendaItem", { id: two.id }));
    expect(meeting).toMatchObject({ currentItem: null, agenda: [] });
    ({ meeting } = await act("createAgendaItem", { meetingId: meeting.id, title: "Mới" }));
    expect(meeting.currentItem.title).toBe("Mới");
  });

  it.each([
    ["an anonymous reader", undefined, "UNAUTHENTICATED"],
    ["an officer of another party", "quangNam", "FORBIDDEN"],
    ["a viewer of the host", "viewer", "FORBIDDEN"],
  ] as [string, Person | undefined, string][])("is not moved by %s", async (_who, as, code) => {
    const meeting = await meetingWith(register, ["Một"]);
    const [item] = meeting.agenda;
    const wishes: [string, object][] = [
      ["openMeeting", { meetingId: meeting.id }],
      ["createAgendaItem", { meetingId: meeting.id, title: "Hai" }],
      ["updateAgendaItem", { id: item.id, title: "Hai" }],
      ["moveAgendaItem", { id: item.id }],
      ["removeAgendaItem", { id: item.id }],
    ];
    for (const [mutation, input] of wishes) expect((await inRoom(register, mutation, input, as)).code).toBe(code);
    await act("openMeeting", { meetingId: meeting.id }, "coordinator");
    for (const [mutation, input] of [
      ["focusAgendaItem", { itemId: item.id }],
      ["closeMeeting", { meetingId: meeting.id }],
    ] as [string, object][])
      expect((await inRoom(register, mutation, input, as)).code).toBe(code);
  });

  it("refuses what does not follow, and says what may", async () => {
    const meeting = await meetingWith(register, ["Một"]);
    const [item] = meeting.agenda;
    const early = await inRoom(register, "focusAgendaItem", { itemId: item.id }, "hanoi");
    expect(early).toMatchObject({
      code: "INVALID_TRANSITION",
      errors: [{ extensions: { state: "SCHEDULED", allowed: ["IN_SESSION"] } }],
    });
    const stale = await inRoom(register, "openMeeting", { meetingId: meeting.id, expectedVersion: 1 }, "hanoi");
    expect(stale).toMatchObject({
      code: "CONFLICT",
      errors: [{ extensions: { state: "SCHEDULED", version: meeting.version } }],
    });
    await act("openMeeting", { meetingId: meeting.id });
    expect((await inRoom(register, "openMeeting", { meetingId: meeting.id }, "hanoi")).code).toBe("INVALID_TRANSITION");
    await act("closeMeeting", { meetingId: meeting.id });
    const late = await inRoom(register, "createAgendaItem", { meetingId: meeting.id, title: "Hai" }, "hanoi");
    expect(late).toMatchObject({ code: "INVALID_TRANSITION", errors: [{ extensions: { allowed: [] } }] });
    for (const meetingId of ["TWVldGluZzo5OTk5OTk=", "khong-co", ""])
      expect((await inRoom(register, "openMeeting", { meetingId }, "hanoi")).code).toBe("NOT_FOUND");
    expect((await inRoom(register, "openMeeting", { meetingId: "a\0" }, "hanoi")).code).toBe("BAD_INPUT");
    expect((await register.ask('{ locality(key: "a\\u0000") { id } }')).code).toBe("BAD_INPUT");
    expect((await inRoom(register, "focusAgendaItem", { itemId: meeting.id }, "hanoi")).code).toBe("NOT_FOUND");
    const elsewhere = await inRoom(register, "moveAgendaItem", { id: item.id, afterId: item.id }, "hanoi");
    expect(elsewhere.code).toBe("INVALID_TRANSITION");
  });

  it("is opened and closed in the room alone: an update says only where a meeting held elsewhere stands", async () => {
    const meeting = await meetingWith(register, ["Một"]);
    const update = (state: string) => inRoom(register, "updateMeeting", { id: meeting.id, state }, "hanoi");
    expect((await update("IN_SESSION")).code).toBe("BAD_INPUT");
    expect((await update("CLOSED")).data.updateMeeting.meeting.state).toBe("CLOSED");
    expect((await update("SCHEDULED")).data.updateMeeting.meeting.state).toBe("SCHEDULED");
    await act("openMeeting", { meetingId: meeting.id });
    expect((await update("CLOSED")).code).toBe("BAD_INPUT");
    expect((await update("IN_SESSION")).code).toBeUndefined();
  });

  it("stays with its host: a guest changes what it is called, and not who leads it", async () => {
    const meeting = await meetingWith(register, ["Một"]);
    const update = (changes: object, as: Person) =>
      inRoom(register, "updateMeeting", { id: meeting.id, ...changes }, as);
    expect((await update({ title: "Tên khác", hostId: "ha-noi" }, "quangNam")).code).toBeUndefined();
    for (const hostId of ["quang-nam", null]) expect((await update({ hostId }, "quangNam")).code).toBe("FORBIDDEN");
    expect((await update({ hostId: "quang-nam" }, "hanoi")).code).toBeUndefined();
    expect((await inRoom(register, "openMeeting", { meetingId: meeting.id }, "quangNam")).code).toBeUndefined();
    for (const hostId of ["ha-noi", null]) expect((await update({ hostId }, "quangNam")).code).toBe("FORBIDDEN");
    for (const as of ["quangNam", "coordinator"] as const)
      expect((await update({ hostId: "quang-nam" }, as)).code).toBeUndefined();
    expect((await update({ hostId: null }, "coordinator")).code).toBeUndefined();
  });

  it("keeps both of two changes that meet: of its words at a desk, and of its state in the room", async () => {
    for (let round = 0; round < 10; round++) {
      const meeting = await meetingWith(register, ["Một", "Hai"]);
      const answers = await Promise.all([
        act("updateMeeting", { id: meeting.id, title: `Tên ${round}` }),
        act("openMeeting", { meetingId: meeting.id }),
        act("updateMeeting", { id: meeting.id, note: "Ghi chú" }),
      ]);
      expect(new Set(answers.map((answer) => answer.meeting.version)).size).toBe(3);
      const { meeting: now } = await register.get(
        "query ($id: ID!) { meeting(id: $id) { title note state currentItem { title } version } }",
        { id: meeting.id },
      );
      expect(now).toEqual({
        ...{ title: `Tên ${round}`, note: "Ghi chú", state: "IN_SESSION" },
        ...{ currentItem: { title: "Một" }, version: meeting.version + 3 },
      });
    }
  });

  it("has a new version with what changes it, and none with what does not", async () => {
    const { agenda, version } = await meetingWith(register, ["Một"]);
    const update = (changes: object) => act("updateAgendaItem", { id: agenda[0].id, ...changes });
    expect((await update({})).meeting.version).toBe(version);
    expect((await update({ title: "Một" })).meeting.version).toBe(version);
    expect((await update({ titleEn: "One" })).meeting.version).toBe(version + 1);
  });

  it("hides an item about a commitment from those who may not see the commitment", async () => {
    const secret = await proposed(register, "hanoi", { title: "Chuyện riêng", visibility: "PARTIES" });
    const meeting = await meetingWith(register, ["Một"]);
    const { item } = await act("createAgendaItem", { meetingId: meeting.id, commitmentId: secret.id, afterId: null });
    await act("openMeeting", { meetingId: meeting.id });
    const ask = (as?: Person) =>
      register.get(
        `query ($id: ID!, $item: ID!) { meeting(id: $id) { agenda { title } currentItem { title } } node(id: $item) { id } }`,
        { id: meeting.id, item: item.id },
        as,
      );
    expect(await ask()).toEqual({ meeting: { agenda: [{ title: "Một" }], currentItem: null }, node: null });
    expect(await ask("hue")).toEqual(await ask());
    expect((await ask("quangNam")).meeting.currentItem.title).toBe("Chuyện riêng");
    const blind = await inRoom(register, "createAgendaItem", { meetingId: meeting.id, commitmentId: secret.id }, "hue");
    expect(blind.code).toBe("FORBIDDEN");
  });

  it("gives its session's name to what is changed while it sits, and to nothing else", async () => {
    const { id } = await promiseAt(register, "AGREED");
    const other = await promiseAt(register, "AGREED");
    const meeting = await meetingWith(register, []);
    await act("createAgendaItem", { meetingId: meeting.id, commitmentId: id });
    const meetingOf = async (commitmentId: string, to: string, more: object = {}) => {
      const { data, errors } = await step(register, commitmentId, to, "hanoi", { ...needsOf(to), ...more });
      expect(errors).toBeUndefined();
      const changeId = data.changeCommitmentStatus.change.id;
      const { node } = await register.get(
        "query ($id: ID!) { node(id: $id) { ... on StatusChange { meeting { key } } } }",
        { id: changeId },
      );
      return node.meeting?.key ?? null;
    };
    expect(await meetingOf(id, "IN_PROGRESS")).toBeNull();
    await act("openMeeting", { meetingId: meeting.id });
    expect(await meetingOf(id, "STALLED")).toBe(meeting.key);
    expect(await meetingOf(other.id, "IN_PROGRESS")).toBeNull();
    expect(await meetingOf(other.id, "STALLED", { meetingId: meeting.id })).toBe(meeting.key);
    expect(await meetingOf(id, "IN_PROGRESS", { meetingId: null })).toBeNull();
    const born = await proposed(register, "hanoi", { meetingId: meeting.id });
    await step(register, born.id, "AGREED", "quangNam");
    expect(await meetingOf(born.id, "IN_PROGRESS")).toBe(meeting.key);
    await act("createAgendaItem", { meetingId: meeting.id, initiativeId: "trade-fairs" });
    const under = await proposed(register, "hanoi", { initiativeId: "trade-fairs" });
    const { commitment } = await register.get(
      "query ($id: ID!) { commitment(id: $id) { history { nodes { meeting { key } } } } }",
      { id: under.id },
    );
    expect(commitment.history.nodes).toEqual([{ meeting: { key: meeting.key } }]);
    await act("closeMeeting", { meetingId: meeting.id });
    expect(await meetingOf(id, "REPORTED_DONE", { evidence })).toBeNull();
  });
});
