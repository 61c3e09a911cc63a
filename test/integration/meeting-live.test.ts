import { doneInRoom, meetingWith } from "../support/meeting.js";
import { promiseAt, proposed, step, updated } from "../support/promise.js";
import { type Person, type Register, startRegister, tokenOf } from "../support/register.js";
import { type Screen, watch } from "../support/screen.js";
import { saved } from "../support/sent.js";
import { until } from "../support/until.js";

const WATCH = `subscription ($id: ID!) { meetingUpdated(id: $id) {
  key version state currentItem { title } agenda { title place } } }`;

const RECORD =
  "subscription ($id: ID!) { meetingUpdated(id: $id) { record { proposed { totalCount } changes { totalCount } } } }";

describe("meetingUpdated", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  const follow = async (id: string, as?: Person) => watch(register.url, WATCH, { id }, as && (await tokenOf(as)));

  it("gives the state first, by id or key, and then every newer state", async () => {
    const meeting = await meetingWith(register, ["Một", "Hai"]);
    const screen = await follow(meeting.key);
    expect((await screen.sees(1))[0]).toMatchObject({
      state: "SCHEDULED",
      currentItem: null,
      version: meeting.version,
    });
    await doneInRoom(register, "openMeeting", { meetingId: meeting.id });
    expect((await screen.sees(2))[1]).toMatchObject({ state: "IN_SESSION", currentItem: { title: "Một" } });
    await doneInRoom(register, "focusAgendaItem", { itemId: meeting.agenda[1].id });
    expect((await screen.sees(3))[2]).toMatchObject({ currentItem: { title: "Hai" } });
    await doneInRoom(register, "moveAgendaItem", { id: meeting.agenda[1].id });
    expect((await screen.sees(4))[3].agenda.map((item: any) => item.title)).toEqual(["Hai", "Một"]);
    await doneInRoom(register, "updateMeeting", { id: meeting.id, title: "Tên mới" });
    await screen.sees(5);
    await doneInRoom(register, "closeMeeting", { meetingId: meeting.id });
    expect((await screen.sees(6))[5]).toMatchObject({ state: "CLOSED", currentItem: null });
    const versions = screen.seen.map((state) => state.version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(new Set(versions).size).toBe(6);
    await screen.leave();
  });

  it("says nothing of other meetings, nor of what changes nothing", async () => {
    const [meeting, other] = [await meetingWith(register, ["Một", "Hai"]), await meetingWith(register, ["Ba"])];
    await doneInRoom(register, "openMeeting", { meetingId: meeting.id });
    const screen = await follow(meeting.id);
    await screen.sees(1);
    await doneInRoom(register, "openMeeting", { meetingId: other.id });
    await doneInRoom(register, "focusAgendaItem", { itemId: meeting.agenda[0].id }); // is current already
    await doneInRoom(register, "focusAgendaItem", { itemId: meeting.agenda[1].id });
    expect((await screen.sees(2))[1].currentItem.title).toBe("Hai");
    expect(screen.seen).toHaveLength(2);
    await screen.leave();
  });

  it("tells when what is on the table has other words or other readers", async () => {
    const { id } = await proposed(register, "hanoi", { title: "Vườn cây" });
    const meeting = await meetingWith(register, []);
    await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, commitmentId: id });
    const screen = await watch(
      register.url,
      "subscription ($id: ID!) { meetingUpdated(id: $id) { agenda { commitment { title } } } }",
      { id: meeting.id },
    );
    expect((await screen.sees(1))[0].agenda).toEqual([{ commitment: { title: "Vườn cây" } }]);
    await updated(register, { id, title: "Vườn hoa" });
    expect((await screen.sees(2))[1].agenda).toEqual([{ commitment: { title: "Vườn hoa" } }]);
    await updated(register, { id, visibility: "PARTIES" });
    expect((await screen.sees(3))[2].agenda).toEqual([]);
    await screen.leave();
  });

  it("tells after the meeting, too, when what its record tells of has other readers", async () => {
    const meeting = await meetingWith(register, []);
    const made = await proposed(register, "hanoi", { meetingId: meeting.id });
    const moved = await promiseAt(register, "AGREED");
    await doneInRoom(register, "openMeeting", { meetingId: meeting.id });
    await step(register, moved.id, "IN_PROGRESS", "hanoi", { meetingId: meeting.id });
    await doneInRoom(register, "closeMeeting", { meetingId: meeting.id });
    const screen = await watch(register.url, RECORD, { id: meeting.id });
    const told = async (count: number) =>
      Object.values((await screen.sees(count))[count - 1].record).map(({ totalCount }: any) => totalCount);
    expect(await told(1)).toEqual([1, 2]);
    await updated(register, { id: moved.id, visibility: "PARTIES" });
    expect(await told(2)).toEqual([1, 1]);
    await updated(register, { id: made.id, visibility: "PARTIES" });
    expect(await told(3)).toEqual([0, 0]);
    const party = await watch(register.url, RECORD, { id: meeting.id }, await tokenOf("quangNam"));
    expect((await party.sees(1))[0].record.changes.totalCount).toBe(2);
    const parties = [
      { localityId: "ha-noi", role: "OWES" },
      { localityId: "hue", role: "BENEFITS" },
    ];
    await updated(register, { id: moved.id, parties });
    expect((await party.sees(2))[1].record.changes.totalCount).toBe(1);
    expect(screen.seen).toHaveLength(3);
    for (const each of [screen, party]) await each.leave();
  });

  it("shows an officer what those may see for whom it acts by now", async () => {
    const secret = await proposed(register, "hanoi", {
      ...{ title: "Chuyện của Quảng Trị", visibility: "PARTIES" },
      parties: [
        { localityId: "ha-noi", role: "OWES" },
        { localityId: "quang-tri", role: "BENEFITS" },
      ],
    });
    const meeting = await meetingWith(register, ["Một"]);
    await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, commitmentId: secret.id });
    const [before, stranger] = [await follow(meeting.id, "hue"), await follow(meeting.id)];
    expect((await before.sees(1))[0].agenda).toHaveLength(1);
    const { locality } = await register.get('{ locality(key: "quang-tri") { id } }');
    const succeeded = (succeededBy: object[]) =>
      saved(register, "updateLocality", { id: locality.id, succeededBy }, "admin");
    const lengths = ({ seen }: Screen) => seen.map(({ agenda }) => agenda.length);
    await succeeded([{ localityId: "hue", on: "2026-01-01", kind: "MERGER" }]);
    expect((await before.sees(2))[1].agenda).toHaveLength(2); // at once
    const after = await follow(meeting.id, "hue");
    expect((await after.sees(1))[0].agenda).toHaveLength(2);
    await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, title: "Hai" });
    expect((await before.sees(3))[2].agenda).toHaveLength(3);
    expect((await after.sees(2))[1].agenda).toHaveLength(3);
    expect((await stranger.sees(2))[1].agenda).toHaveLength(2);
    await succeeded([]);
    for (const screen of [before, after]) await until("it to be hidden again", () => lengths(screen).at(-1) === 2);
    expect(lengths(stranger)).toEqual([1, 2]);
    for (const screen of [before, after, stranger]) await screen.leave();
  });

  it("is shared: a hundred screens of one meeting cost one reading of a new state", async () => {
    const meeting = await meetingWith(register, ["Một", "Hai"]);
    const screens = await Promise.all(Array.from({ length: 100 }, () => follow(meeting.id)));
    for (const screen of screens) await screen.sees(1);
    const before = register.statements.length;
    await doneInRoom(register, "openMeeting", { meetingId: meeting.id });
    for (const screen of screens) expect((await screen.sees(2))[1].state).toBe("IN_SESSION");
    expect(register.statements.length - before).toBeLessThan(100);
    await Promise.all(screens.map((screen) => screen.leave()));
    await until("nobody to be left", () => register.app.watch.followers === 0);
  });

  it("refuses a meeting that is not there", async () => {
    for (const id of ["khong-co", "TWVldGluZzo5OTk5OTk=", ""]) {
      const screen = await follow(id);
      await until("a refusal", () => screen.errors.length > 0);
      expect(screen.errors[0]?.extensions.code).toBe("NOT_FOUND");
      await screen.leave();
    }
  });
});
