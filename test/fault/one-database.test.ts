import { changeAt, headOf, logOf, WATCH, writers } from "../support/log.js";
import { newDatabase, run } from "../support/process.js";
import { tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";

describe("Two registers on one database, be it a server or a file", () => {
  it("keep every change that either has acknowledged, and tell the screens of both the same, once", async () => {
    const DATABASE_URL = await newDatabase();
    const token = await tokenOf("hanoi");
    const first = await run({ DATABASE_URL });
    const second = await run({ DATABASE_URL });
    const after = await headOf(first.url);
    const screens = [await watch(first.url, WATCH, { after }), await watch(second.url, WATCH, { after })];
    const through = [first, second].map(({ url }) => writers(5, (title) => changeAt(url, token, title)));
    await until("both to have written", () => through.every(({ acknowledged }) => acknowledged.length >= 30), 30_000);
    for (const { stop } of through) await stop();
    const log = await logOf(first.url, after);
    expect(log).toEqual(expect.arrayContaining(through.flatMap(({ acknowledged }) => acknowledged)));
    for (const screen of screens) {
      await until("the screen to see the last one", () => screen.seen.length >= log.length);
      expect(screen.seen.map((event) => event.id)).toEqual(log);
      await screen.leave();
    }
    expect(through.map(({ failures }) => failures())).toEqual([0, 0]);
    await Promise.all([first.end(), second.end()]);
  }, 90_000);
});
