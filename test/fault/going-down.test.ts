import { changeAt, headOf, logOf, WATCH, writers } from "../support/log.js";
import { freePort, newDatabase, run } from "../support/process.js";
import { tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";

describe("A register that goes down and comes up", () => {
  it("finishes what it has begun, sends its screens away for a while, and has them all back without a gap", async () => {
    const settings = { DATABASE_URL: await newDatabase(), PORT: String(await freePort()) };
    const token = await tokenOf("hanoi");
    let server = await run(settings);
    const after = await headOf(server.url);
    const screens = await Promise.all(Array.from({ length: 20 }, () => watch(server.url, WATCH, { after })));
    const { acknowledged, stop } = writers(8, (title) => changeAt(server.url, token, title));
    await until("forty changes", () => acknowledged.length >= 40, 20_000);
    expect(await server.end()).toBe(0);
    await stop();
    expect(screens.map((screen) => screen.closes[0])).toEqual(Array(20).fill(1012));

    server = await run(settings);
    const last = await changeAt(server.url, token, "Lời hứa cuối");
    const log = await logOf(server.url, after);
    expect(log).toEqual(expect.arrayContaining(acknowledged));
    for (const screen of screens) {
      await until("the screen to be back", () => screen.seen.at(-1)?.id === last);
      expect(screen.seen.map((event) => event.id)).toEqual(log);
    }
    await Promise.all(screens.map((screen) => screen.leave()));
    await server.end();
  }, 60_000);

  it("hands out what was missed page by page, to so many screens at a time, and to all of them", async () => {
    const DATABASE_URL = await newDatabase();
    const token = await tokenOf("hanoi");
    const before = await run({ DATABASE_URL });
    const after = await headOf(before.url);
    for (let count = 0; count < 30; count++) await changeAt(before.url, token, `Lời hứa ${count}`);
    await before.end();
    // It comes up with nothing in memory: what is older than itself has to be read from the log.
    const server = await run({ DATABASE_URL, LIVE_CATCH_UP_PAGE: "7", LIVE_MAX_CATCH_UPS: "1" });
    const log = await logOf(server.url, after);
    const screens = await Promise.all(Array.from({ length: 15 }, () => watch(server.url, WATCH, { after })));
    for (const screen of screens) {
      await until("the screen to have caught up", () => screen.seen.length >= 30);
      expect(screen.seen.map((event) => event.id)).toEqual(log);
      await screen.leave();
    }
    await server.end();
  }, 60_000);
});
