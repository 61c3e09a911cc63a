import { doneInRoom, meetingWith } from "../support/meeting.js";
import { asked, freePort, newDatabase, run } from "../support/process.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";

const WATCH = "subscription ($id: ID!) { meetingUpdated(id: $id) { version state currentItem { title } } }";

describe("The state of a meeting", () => {
  it("is told anew after the register was killed in mid-session, without a word from the screen", async () => {
    const settings = { DATABASE_URL: await newDatabase(), PORT: String(await freePort()) };
    let server = await run(settings);
    const meeting = await meetingWith(asked(server), ["Một", "Hai"]);
    await doneInRoom(asked(server), "openMeeting", { meetingId: meeting.id });
    const screen = await watch(server.url, WATCH, { id: meeting.key });
    await screen.sees(1);
    await server.kill();
    server = await run(settings);
    await screen.sees(2);
    await doneInRoom(asked(server), "focusAgendaItem", { itemId: meeting.agenda[1].id });
    await until("the item that followed", () => screen.seen.at(-1).currentItem.title === "Hai");
    expect(screen.errors).toEqual([]);
    await screen.leave();
    await server.end();
  }, 60_000);

  it("reaches the screens of every process on its database", async () => {
    const settings = { DATABASE_URL: await newDatabase() };
    const [one, other] = [await run(settings), await run(settings)];
    const meeting = await meetingWith(asked(one), ["Một", "Hai", "Ba"]);
    const screens = [
      await watch(one.url, WATCH, { id: meeting.id }),
      await watch(other.url, WATCH, { id: meeting.id }),
    ];
    for (const screen of screens) await screen.sees(1);
    await doneInRoom(asked(one), "openMeeting", { meetingId: meeting.id });
    for (const title of ["Hai", "Ba", "Một"]) {
      const item = meeting.agenda.find((each: any) => each.title === title);
      const { meeting: turned } = await doneInRoom(asked(other), "focusAgendaItem", { itemId: item.id });
      for (const screen of screens) {
        await until(`${title} on every screen`, () => screen.seen.at(-1).currentItem?.title === title);
        expect(screen.seen.at(-1).version).toBe(turned.version);
      }
    }
    for (const screen of screens) await screen.leave();
    await Promise.all([one.end(), other.end()]);
  }, 60_000);
});
