import { doneInRoom, inRoom, meetingWith } from "../support/meeting.js";
import { evidence, needsOf, promiseAt, propose, proposed, revert, step, updated } from "../support/promise.js";
import { type Person, type Register, startRegister } from "../support/register.js";
import { mutationOf, saved } from "../support/sent.js";

const RECORD = `query ($id: ID!) { meeting(id: $id) { closedAt record { discussed { title }
  proposed { totalCount nodes { title } } changes { nodes { from to reason evidence { title } reverts { id } } }
  open { totalCount nodes { title status parties { role locality { name } } } } } } }`;
const MARKDOWN =
  "query ($id: ID!, $language: Language) { meeting(id: $id) { record { markdown(language: $language) } } }";

describe("The record of a meeting", () => {
  let register: Register;
  let meeting: any;
  beforeAll(async () => {
    register = await startRegister();
    meeting = await held(register);
  });
  afterAll(() => register.stop());

  const record = async (as?: Person) => (await register.get(RECORD, { id: meeting.id }, as)).meeting.record;
  const download = (path: string, headers = {}) => fetch(`${register.url}/meetings/${path}`, { headers });

  it("is there once the meeting is closed, and not before", async () => {
    const other = await meetingWith(register, ["Một"]);
    expect((await register.get(RECORD, { id: other.id })).meeting.record).toBeNull();
    await doneInRoom(register, "openMeeting", { meetingId: other.id });
    expect((await register.get(RECORD, { id: other.id })).meeting.record).toBeNull();
    expect((await download(`${other.key}/record.md`)).status).toBe(404);
    await doneInRoom(register, "closeMeeting", { meetingId: other.id });
    const { meeting: closed } = await register.get(RECORD, { id: other.id });
    expect(closed.record).toEqual({
      ...{ discussed: [{ title: "Một" }], proposed: { totalCount: 0, nodes: [] } },
      ...{ changes: { nodes: [] }, open: { totalCount: 0, nodes: [] } },
    });
  });

  it("tells what was discussed, proposed and changed, with reason and evidence, and what is still open", async () => {
    const { discussed, proposed: made, changes, open } = await record();
    expect(discussed.map((item: any) => item.title)).toEqual(["Đường ven sông", "Trồng một vườn cây chung"]);
    expect(made.nodes).toEqual([{ title: "Cầu *mới* | <b>" }]);
    expect(changes.nodes).toEqual([
      expect.objectContaining({ from: "IN_PROGRESS", to: "STALLED", reason: "Chờ vốn" }),
      expect.objectContaining({ from: "STALLED", to: "IN_PROGRESS", reverts: { id: expect.any(String) } }),
      expect.objectContaining({ to: "REPORTED_DONE", evidence: [{ title: evidence[0]?.title }] }),
      expect.objectContaining({ from: null, to: "PROPOSED" }),
    ]);
    expect(open.nodes.map((each: any) => each.title)).toEqual(["Trồng một vườn cây chung", "Cầu *mới* | <b>"]);
    expect(open.nodes[0].parties.find((party: any) => party.role === "OWES").locality.name).toBe("Hà Nội");
  });

  it("says after which change to follow, for what is proposed there and what is open", async () => {
    const query = `query ($id: ID!) { meeting(id: $id) { record { proposed { liveCursor } open(first: 1) { liveCursor } } } }`;
    const after = "query ($after: Cursor!) { statusChanges(after: $after) { nodes { id } } }";
    const { meeting: found } = await register.get(query, { id: meeting.id });
    for (const { liveCursor } of Object.values<any>(found.record))
      expect(await register.get(after, { after: liveCursor })).toEqual({ statusChanges: { nodes: [] } });
  });

  it("stays what it was when the meeting closed, whatever is done afterwards", async () => {
    const before = await record();
    const text = (await register.get(MARKDOWN, { id: meeting.id })).meeting.record.markdown;
    await step(register, meeting.commitment, "COMPLETED", "quangNam", { meetingId: null });
    const { open, ...rest } = await record();
    expect(rest).toEqual({ discussed: before.discussed, proposed: before.proposed, changes: before.changes });
    expect(open.nodes.map((each: any) => each.title)).toEqual(before.open.nodes.map((each: any) => each.title));
    expect((await register.get(MARKDOWN, { id: meeting.id })).meeting.record.markdown).toBe(text);
  });

  it("stands whatever officers do afterwards; a coordinator may correct it", async () => {
    const participants = ["ha-noi", "quang-nam"].map((localityId) => ({ localityId, role: "LEAD" }));
    const { id: initiativeId } = await saved(
      register,
      "createInitiative",
      { title: "Chung", participants },
      "quangNam",
    );
    const { id, key } = await meetingWith(register, []);
    const untold = await proposed(register, "quangNam");
    const made = await proposed(register, "quangNam", { meetingId: id });
    const under = await proposed(register, "quangNam", { initiativeId });
    await doneInRoom(register, "createAgendaItem", { meetingId: id, initiativeId });
    await doneInRoom(register, "openMeeting", { meetingId: id });
    await doneInRoom(register, "closeMeeting", { meetingId: id });
    const text = async () => (await download(`${key}/record.md`)).text();
    const before = await text();
    const rename = { title: "Tên khác" };
    const wishes: [mutation: string, input: object][] = [
      ["updateCommitment", { id: made.id, meetingId: null }],
      ["updateCommitment", { id: made.id, ...rename }],
      ["updateCommitment", { id: under.id, initiativeId: null }],
      ["updateCommitment", { id: untold.id, initiativeId }],
      ...[rename, { heldOn: "2001" }, { localityIds: [] }, { localityIds: ["hue"] }, { hostId: "quang-nam" }].map(
        (changes) => ["updateMeeting", { id, ...changes }] as [string, object],
      ),
    ];
    const update = (mutation: string, input: object, as: Person) =>
      register.ask(mutationOf(mutation), { input }, as).then(({ code }) => code);
    for (const [mutation, input] of wishes)
      for (const as of ["quangNam", "hanoi"] as const)
        expect([input, await update(mutation, input, as)]).toEqual([input, "FORBIDDEN"]);
    expect(await update("updateCommitment", { id: untold.id, ...rename }, "quangNam")).toBeUndefined();
    expect((await propose(register, "quangNam", { initiativeId })).code).toBeUndefined(); // it came later
    const said = { id, summary: "Đã họp", summaryEn: "Held", note: "Ghi chú", noteEn: null };
    expect(await update("updateMeeting", said, "quangNam")).toBeUndefined();
    expect(await text()).toBe(before);
    await saved(register, "updateMeeting", { id, ...rename }, "coordinator");
    await updated(register, { id: made.id, ...rename });
    expect((await text()).split(rename.title)).toHaveLength(4); // the meeting, what was made there, and as it is open
  });

  it("tells of no step that was taken in another room", async () => {
    const { id } = await proposed(register);
    const [review, other] = [
      await meetingWith(register, []),
      await meetingWith(register, [], { hostId: "hue", localityIds: ["ha-noi", "quang-nam"], carryOver: true }, "hue"),
    ];
    expect(other.agenda).toEqual([]);
    const table = (meetingId: string, as: Person) =>
      inRoom(register, "createAgendaItem", { meetingId, commitmentId: id }, as);
    expect((await table(review.id, "hanoi")).code).toBeUndefined();
    expect((await table(other.id, "hue")).code).toBe("FORBIDDEN");
    const made = await proposed(register, "hanoi", { meetingId: other.id });
    await doneInRoom(register, "openMeeting", { meetingId: review.id });
    await doneInRoom(register, "openMeeting", { meetingId: other.id }, "hue");
    expect((await step(register, id, "AGREED", "quangNam")).code).toBeUndefined();
    expect((await step(register, made.id, "AGREED", "quangNam")).code).toBeUndefined();
    expect((await table(other.id, "coordinator")).code).toBeUndefined(); // who leads it for others
    expect((await step(register, id, "IN_PROGRESS", "hanoi")).code).toBeUndefined();
    await doneInRoom(register, "closeMeeting", { meetingId: review.id });
    await doneInRoom(register, "closeMeeting", { meetingId: other.id }, "hue");
    const stepsOf = async (meeting: any) =>
      (await register.get(RECORD, { id: meeting.id })).meeting.record.changes.nodes.map(({ to }: any) => to);
    expect(await stepsOf(review)).toEqual(["AGREED"]);
    expect(await stepsOf(other)).toEqual(["PROPOSED", "IN_PROGRESS"]);
  });

  it("is a text in Vietnamese or English, in which what people wrote is text", async () => {
    const { markdown: vi } = (await register.get(MARKDOWN, { id: meeting.id })).meeting.record;
    expect(vi).toContain("# Rà soát cam kết Hà Nội – Quảng Nam\n");
    expect(vi).toContain("- Các địa phương: Hà Nội, Quảng Nam");
    expect(vi).toContain("1. Đường ven sông\n2. Trồng một vườn cây chung");
    expect(vi).toMatch(/Đang thực hiện → \*\*Đang vướng mắc\*\*\. Hoa, thay mặt Hà Nội\./);
    expect(vi).toContain("Lý do: Chờ vốn");
    expect(vi).toContain(`Minh chứng: [${evidence[0]?.title}](<${evidence[0]?.url}>)`);
    expect(vi).toContain("Cầu \\*mới\\* \\| \\<b\\>");
    expect(vi).toMatch(
      /\| Trồng một vườn cây chung \| Hà Nội \| Quảng Nam \| không ghi hạn \| Báo hoàn thành, chờ xác nhận \|/,
    );
    const { markdown: en } = (await register.get(MARKDOWN, { id: meeting.id, language: "EN" })).meeting.record;
    expect(en).toContain("## Still to be done");
    expect(en).toContain("In progress → **Stalled**. Hoa, for Hanoi.");
  });

  it("lets nobody write Markdown into it, nor into its end", async () => {
    const other = await meetingWith(register, ["- một", "1. hai", "&lt;ba"]);
    const { id } = await promiseAt(register, "IN_PROGRESS");
    const { item } = await doneInRoom(register, "createAgendaItem", { meetingId: other.id, commitmentId: id });
    await doneInRoom(register, "openMeeting", { meetingId: other.id });
    for (const { id: itemId } of [...other.agenda, item]) await doneInRoom(register, "focusAgendaItem", { itemId });
    const tricky = [{ title: "Ảnh", url: "http://x.example/>)![y](http://e.example/z.png)" }];
    await step(register, id, "REPORTED_DONE", "hanoi", { evidence: tricky });
    await doneInRoom(register, "closeMeeting", { meetingId: other.id });
    const text = (await register.get(MARKDOWN, { id: other.id })).meeting.record.markdown;
    expect(text).toContain("1. \\- một\n2. 1\\. hai\n3. \\&lt;ba\n");
    expect(text).toContain("[Ảnh](<http://x.example/%3E)![y](http://e.example/z.png)>)");
    for (const meetingId of [other.id, other.key])
      expect((await step(register, id, "COMPLETED", "quangNam", { meetingId })).code).toBe("BAD_INPUT");
    const late = await propose(register, "hanoi", { meetingId: other.id });
    expect(late.code).toBe("BAD_INPUT");
  });

  it("is a file to download, by key or id, in either language", async () => {
    const response = await download(`${meeting.key}/record.md?lang=en`);
    expect(response.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename=${meeting.key}.en.md`);
    const { markdown } = (await register.get(MARKDOWN, { id: meeting.id, language: "EN" })).meeting.record;
    expect(await response.text()).toBe(markdown);
    expect(await (await download(`${meeting.id}/record.md`)).text()).toContain("## Đã bàn");
    for (const [path, status, code] of [
      ["khong-co/record.md", 404, "NOT_FOUND"],
      [`${meeting.key}/record.md?lang=fr`, 400, "BAD_INPUT"],
      ["%00/record.md", 400, "BAD_INPUT"],
    ] as const) {
      const refused = await download(path);
      expect([refused.status, (await refused.json()).errors[0].extensions.code]).toEqual([status, code]);
    }
    expect((await download(`${meeting.key}/record.md`, { authorization: "Bearer x" })).status).toBe(401);
  });
});

/** A meeting at which one promise was moved, one mistaken and taken back, and one proposed. */
async function held(register: Register): Promise<any> {
  const { id } = await promiseAt(register, "IN_PROGRESS");
  const meeting = await meetingWith(register, ["Đường ven sông"]);
  await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, title: "Không bàn tới" });
  const { item } = await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, commitmentId: id });
  await doneInRoom(register, "openMeeting", { meetingId: meeting.id });
  await doneInRoom(register, "focusAgendaItem", { itemId: item.id });
  const mistake = await step(register, id, "STALLED", "hanoi", needsOf("STALLED"));
  await revert(register, mistake.data.changeCommitmentStatus.change.id, "coordinator");
  await step(register, id, "REPORTED_DONE", "hanoi", { evidence });
  await proposed(register, "hanoi", { title: "Cầu *mới* | <b>", meetingId: meeting.id });
  await doneInRoom(register, "closeMeeting", { meetingId: meeting.id });
  return { ...meeting, commitment: id };
}
