import { headOf } from "../support/log.js";
import { doneInRoom, inRoom, meetingWith } from "../support/meeting.js";
import { type Running, run } from "../support/process.js";
import { promiseAt, proposed, step, updated } from "../support/promise.js";
import { type Person, type Register, startRegister, tokenOf } from "../support/register.js";
import { type Screen, watch } from "../support/screen.js";
import { until } from "../support/until.js";

const CHANGES = `subscription ($after: Cursor) { commitmentStatusChanged(after: $after) {
  cursor to reason commitment { id title parties { locality { key } } } } }`;
const STATES = `subscription ($id: ID!) { meetingUpdated(id: $id) {
  version agenda { place title commitment { title } } currentItem { title } } }`;

const READERS = [undefined, "viewer", "hue", "quangNam", "coordinator"] as const;
type Reader = (typeof READERS)[number];

const side = (key: string, role = "BENEFITS") => ({ localityId: key, role });
const OTHERS = [side("ha-noi", "OWES"), side("hue")];

/** The same screens at two processes: at the one where things happen, and at another on the same database. */
describe("Screens that are open while a promise gets other readers", () => {
  let register: Register;
  let beside: Running;
  let screens: { reader: Reader; screen: Screen }[] = [];

  beforeAll(async () => {
    register = await startRegister();
    beside = await run({ DATABASE_URL: register.databaseUrl });
  }, 60_000);
  afterEach(async () => {
    for (const { screen } of screens.splice(0)) await screen.leave();
  });
  afterAll(async () => {
    await beside.end();
    await register.stop();
  });

  async function openAll(query: string, variables: object): Promise<void> {
    const opened = [register.url, beside.url].flatMap((url) =>
      READERS.map(async (reader: Person | undefined) => {
        const screen = await watch(url, query, { ...variables }, reader && (await tokenOf(reader)));
        return { reader: reader as Reader, screen };
      }),
    );
    screens = await Promise.all(opened);
  }

  /** What each screen of these readers has been told, once all have been told the last of it. */
  async function told(what: (event: any) => unknown, last: unknown, readers: readonly Reader[] = READERS) {
    const theirs = screens.filter(({ reader }) => readers.includes(reader)).map(({ screen }) => screen);
    const all = () => theirs.map(({ seen }) => seen.map(what));
    await until(`all to be told of ${last}; they were of ${JSON.stringify(all())}`, () =>
      all().every((seen) => seen.at(-1) === last),
    );
    return all();
  }

  const each = <T>(list: T) => [list, list];
  const marked = async (title: string) => (await proposed(register, "hanoi", { title })).id;

  it("follow the changes of those promises alone that their readers may see by then", async () => {
    const start = await headOf(register.url);
    const { id } = await promiseAt(register, "AGREED");
    await openAll(CHANGES, { after: start });
    const what = ({ to, commitment }: any) => (commitment.id === id ? to : commitment.title);
    const open = ["PROPOSED", "AGREED"];
    expect(await told(what, "AGREED")).toEqual(Array(10).fill(open));

    await updated(register, { id, visibility: "PARTIES" });
    await step(register, id, "IN_PROGRESS", "hanoi");
    await marked("một");
    const [strangers, party] = [["viewer", "hue", undefined] as const, ["quangNam", "coordinator"] as const];
    expect(await told(what, "một", strangers)).toEqual(Array(6).fill([...open, "một"]));
    expect(await told(what, "một", party)).toEqual(Array(4).fill([...open, "IN_PROGRESS", "một"]));

    await updated(register, { id, parties: OTHERS });
    await step(register, id, "STALLED", "hanoi", { reason: "Chuyện riêng" });
    await marked("hai");
    expect(await told(what, "hai", ["hue"])).toEqual(each([...open, "một", "STALLED", "hai"]));
    expect(await told(what, "hai", ["quangNam"])).toEqual(each([...open, "IN_PROGRESS", "một", "hai"]));
    expect(await told(what, "hai", [undefined, "viewer"])).toEqual(Array(4).fill([...open, "một", "hai"]));

    for (const { screen } of screens.splice(0)) await screen.leave();
    await openAll(CHANGES, { after: start });
    const whole = [...open, "IN_PROGRESS", "một", "STALLED", "hai"];
    expect(await told(what, "hai", ["hue", "coordinator"])).toEqual(Array(4).fill(whole));
    expect(await told(what, "hai", ["quangNam", "viewer", undefined])).toEqual(Array(6).fill(["một", "hai"]));

    await updated(register, { id, visibility: "PUBLIC" });
    await step(register, id, "IN_PROGRESS", "hanoi");
    expect((await told(what, "IN_PROGRESS")).map((seen) => seen.at(-1))).toEqual(Array(10).fill("IN_PROGRESS"));
  }, 60_000);

  it("show a meeting as their readers may see it, and a stranger notices nothing of what is hidden", async () => {
    const { id } = await promiseAt(register, "AGREED");
    const meeting = await meetingWith(register, ["Một", "Hai"]);
    const about = { meetingId: meeting.id, commitmentId: id, afterId: meeting.agenda[0].id };
    const { item } = await doneInRoom(register, "createAgendaItem", about);
    await openAll(STATES, { id: meeting.id });
    const what = ({ agenda }: any) =>
      agenda.map((each: any) => `${each.place} ${each.commitment?.title ?? each.title}`).join();
    const [bare, full] = ["1 Một,2 Hai", (title: string) => `1 Một,2 ${title},3 Hai`];
    const first = full("Trồng một vườn cây chung");
    await told(what, first);

    await updated(register, { id, visibility: "PARTIES" });
    const strangers = [undefined, "viewer", "hue"] as const;
    expect(await told(what, bare, strangers)).toEqual(Array(6).fill([first, bare]));
    const version = screens[0]?.screen.seen.at(-1).version;

    await updated(register, { id, title: "Riêng" });
    await told(what, full("Riêng"), ["quangNam", "coordinator"]);
    const behind = { id: item.id, afterId: meeting.agenda[1].id };
    await doneInRoom(register, "moveAgendaItem", behind, "coordinator");
    await told(what, "1 Một,2 Hai,3 Riêng", ["quangNam", "coordinator"]);
    await updated(register, { id, parties: OTHERS });
    await told(what, "1 Một,2 Hai,3 Riêng", ["hue"]);
    await told(what, bare, ["quangNam"]);
    await doneInRoom(register, "removeAgendaItem", { id: item.id }, "coordinator");
    await told(what, bare);

    await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, title: "Ba", expectedVersion: version });
    const last = "1 Một,2 Hai,3 Ba";
    expect(await told(what, last, [undefined, "viewer"])).toEqual(Array(4).fill([first, bare, last]));
    await told(what, last);
    for (const { screen } of screens) expect(screen.seen.at(-1).version).toBe(version + 1);
  }, 60_000);

  it("are not woken by what their readers may not see, whatever else is not told yet", async () => {
    const [{ id }, other] = [await promiseAt(register, "AGREED"), await promiseAt(register, "AGREED")];
    const meeting = await meetingWith(register, ["Một"]);
    for (const commitmentId of [id, other.id])
      await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, commitmentId });
    await updated(register, { id, visibility: "PARTIES" });
    await openAll(
      "subscription ($id: ID!) { meetingUpdated(id: $id) { agenda { title commitment { title status } } commitments { liveCursor } } }",
      { id: meeting.id },
    );
    const what = ({ agenda }: any) => agenda.at(-1).commitment?.status ?? agenda.at(-1).title;
    await told(what, "AGREED");
    await step(register, other.id, "IN_PROGRESS", "hanoi"); // touches no meeting: nobody is told of it yet
    await updated(register, { id, title: "Riêng" });
    await told(what, "IN_PROGRESS", ["quangNam", "coordinator"]);
    await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, title: "Cuối" });
    const seen = await told(what, "Cuối");
    const [strangers, insiders] = [
      ["AGREED", "Cuối"],
      ["AGREED", "IN_PROGRESS", "Cuối"],
    ];
    expect(seen).toEqual([...each([strangers, strangers, strangers, insiders, insiders])].flat());
  }, 60_000);

  it("keep the words of a hidden promise out of an item that is about something else from now on", async () => {
    const { id } = await proposed(register, "hanoi", { title: "Kín", titleEn: "Secret", visibility: "PARTIES" });
    const meeting = await meetingWith(register, []);
    const { item } = await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, commitmentId: id });
    for (const changes of [{ commitmentId: null }, { commitmentId: "HN-QNA-2019-01", titleEn: "Open" }]) {
      const refused = await inRoom(register, "updateAgendaItem", { id: item.id, ...changes }, "hanoi");
      expect([refused.code, refused.errors?.[0]?.path]).toEqual(["BAD_INPUT", ["updateAgendaItem"]]);
    }
    await doneInRoom(register, "updateAgendaItem", { id: item.id, commitmentId: null, title: "Việc khác" });
    const { node } = await register.get(
      "query ($id: ID!) { node(id: $id) { ... on AgendaItem { title english: title(language: EN) } } }",
      { id: item.id },
    );
    expect(node).toEqual({ title: "Việc khác", english: "Việc khác" });
  });
});
