import { copyFile, rm } from "node:fs/promises";
import type { Page } from "playwright-core";
import sqlite3 from "sqlite3";
import { type Browsing, browse } from "../support/browser.js";
import { doneInRoom, meetingWith } from "../support/meeting.js";
import { type Network, networkTo } from "../support/network.js";
import { asked, freePort, newFile, type Running, run } from "../support/process.js";
import { promiseAt, proposed, step } from "../support/promise.js";
import { picture, SIZES, statusesIn, statusesOn, untilConnection, untilTrue } from "../support/room.js";
import { until } from "../support/until.js";

/** The words of a lost connection, with the hour and minute. */
const LOST = /Mất kết nối từ \d\d:\d\d/;

describe("The screen in the conference room", () => {
  let settings: Record<string, string>;
  let server: Running;
  let browsing: Browsing;
  let screen: Page;
  let meeting: any;
  const promises: string[] = [];

  beforeAll(async () => {
    settings = { DATABASE_URL: await newFile(), PORT: String(await freePort()) };
    server = await run(settings);
    for (const status of ["IN_PROGRESS", "AGREED", "REPORTED_DONE", "STALLED", "DISPUTED", "COMPLETED"])
      promises.push((await promiseAt(asked(server), status)).id);
    meeting = await meetingWith(asked(server), ["Khai mạc"], { carryOver: true });
    for (const commitmentId of promises)
      ({ meeting } = await doneInRoom(asked(server), "createAgendaItem", { meetingId: meeting.id, commitmentId }));
    browsing = await browse(server.url);
  }, 90_000);
  afterAll(async () => {
    await browsing.browser.close();
    await server.end();
  });

  const itemOf = (commitment: string) => meeting.agenda.find((item: any) => item.commitment?.id === commitment);
  /** What a part of the page says; nothing where it is not there at the moment. */
  const text = async (page: Page, selector = "body") => (await page.locator(selector).allTextContents()).join(" ");
  const move = async (id: string, to: string, as: "hanoi" | "quangNam" = "hanoi", more: object = {}) => {
    const { errors } = await step(asked(server), id, to, as, more);
    expect(errors).toBeUndefined();
  };
  const untilStatus = (page: Page, id: string, status: string) =>
    until(`${status} on the screen`, async () => (await statusesOn(page))[id] === status);

  it("says who meets and what for, before the meeting is opened", async () => {
    screen = await browsing.open(`/screen/${meeting.key}`);
    await untilConnection(screen, "live");
    for (const word of ["Rà soát cam kết", "Hà Nội", "Quảng Nam"])
      expect(await text(screen, ".before")).toContain(word);
    const items = screen.locator(".before .agenda li");
    const seen = new Set<string | null>();
    await until(
      "every item to have been on the screen",
      async () => {
        for (const item of await items.allTextContents()) seen.add(item);
        return seen.size === meeting.agenda.length;
      },
      30_000,
    );
    expect([...seen].join()).toContain("Khai mạc");
    for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) await picture(screen, "scheduled", size);
    await screen.setViewportSize({ width: 1920, height: 1080 });
  }, 40_000);

  it("follows the desk to the current item as soon as the meeting is open", async () => {
    await doneInRoom(asked(server), "openMeeting", { meetingId: meeting.id });
    const current = () => screen.locator("[data-current-item]").getAttribute("data-current-item");
    await until("the first item", async () => (await current()) === meeting.agenda[0].id);
    const item = itemOf(promises[0] as string);
    await doneInRoom(asked(server), "focusAgendaItem", { itemId: item.id });
    await until("the next item", async () => (await current()) === item.id);
    await untilTrue(screen, server.url, meeting.id);
  });

  it("shows a change of status in its row, and lets it have its moment, in less than a second", async () => {
    const [first] = promises as [string];
    const took: number[] = [];
    for (const to of ["STALLED", "IN_PROGRESS", "STALLED"]) {
      await move(first, to, "hanoi", { reason: "Chờ vốn" });
      const answered = Date.now();
      await untilStatus(screen, first, to);
      took.push(Date.now() - answered);
    }
    expect(Math.min(...took)).toBeLessThan(1_000);
    expect(await text(screen, "[data-moment]")).toContain("Đang vướng mắc");
    for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) await picture(screen, "moment", size);
    await screen.setViewportSize({ width: 1920, height: 1080 });
  });

  it("gives the first of a crowd of changes its moment, and makes one line of the others", async () => {
    const quiet = () => until("quiet", async () => (await screen.locator("[data-moment]").count()) === 0, 40_000);
    const made = await Promise.all(Array.from({ length: 8 }, () => promiseAt(asked(server), "AGREED")));
    for (const { id } of made)
      await doneInRoom(asked(server), "createAgendaItem", { meetingId: meeting.id, commitmentId: id });
    await untilTrue(screen, server.url, meeting.id);
    await quiet();
    await Promise.all(made.map(({ id }) => move(id, "IN_PROGRESS")));
    await until("its moment", async () => (await text(screen, "[data-moment]")).includes("Đã thống nhất"));
    await until("a line that counts", async () => /7 thay đổi/.test(await text(screen, "[data-moment]")), 20_000);
    await picture(screen, "crowd", "hall");
    await quiet();
  }, 120_000);

  it("shows the same on every screen, in Vietnamese and English, on paper and in the dark", async () => {
    const english = await browsing.open(`/screen/${meeting.id}?lang=en&theme=dark`);
    await untilConnection(english, "live");
    for (const page of [screen, english]) await untilTrue(page, server.url, meeting.id);
    expect(await text(english)).toContain("In progress");
    expect(await text(english)).not.toContain("Đang thực hiện");
    expect(await text(screen)).toContain("Đang thực hiện");
    for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) await picture(english, "session-en-dark", size);
    for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) await picture(screen, "session", size);
    await screen.setViewportSize({ width: 1920, height: 1080 });
    await english.close();
  });

  it("pages through more rows than fit, by itself", async () => {
    const shown = () =>
      screen.evaluate(() => {
        const board = document.querySelector("[data-commitment]")?.closest("main")?.getBoundingClientRect() as DOMRect;
        return [...document.querySelectorAll<HTMLElement>("[data-commitment]")]
          .filter((row) => {
            const { left, right, bottom } = row.getBoundingClientRect();
            return left >= board.left && right <= board.right + 1 && bottom <= board.bottom + 1;
          })
          .map((row) => row.dataset.commitment);
      });
    const all = Object.keys(await statusesOn(screen));
    const seen = new Set<string | undefined>(await shown());
    expect(seen.size).toBeLessThan(all.length);
    await until(
      "every row to have been on the screen",
      async () => {
        for (const id of await shown()) seen.add(id);
        return all.every((id) => seen.has(id));
      },
      60_000,
    );
  }, 70_000);

  it("says that it is cut off while the register is gone, and has what it missed when that is back", async () => {
    const other = await run({ DATABASE_URL: settings.DATABASE_URL as string });
    await server.kill();
    await untilConnection(screen, "lost");
    expect(await text(screen)).toMatch(LOST);
    await picture(screen, "lost", "hall");
    const [first, , third] = promises as [string, string, string];
    for (const [id, to, as, more] of [
      [first, "IN_PROGRESS", "hanoi", {}],
      [third, "COMPLETED", "quangNam", {}],
    ] as const)
      expect((await step(asked(other), id, to, as, more)).errors).toBeUndefined();
    expect((await statusesOn(screen))[third]).toBe("REPORTED_DONE"); // what was true when it was cut off
    server = await run(settings);
    await untilConnection(screen, "live", 30_000);
    expect(await text(screen)).toContain("2 thay đổi");
    await untilTrue(screen, server.url, meeting.id);
    expect(await text(screen)).not.toMatch(LOST);
    await other.end();
  }, 90_000);

  it("finds within half a minute that packets are swallowed, and comes back without a reload", async () => {
    const network: Network = await networkTo(server.url);
    const far = await browse(network.url);
    const page = await far.open(`/screen/${meeting.key}`);
    await untilConnection(page, "live");
    await page.evaluate(() => {
      const { now } = Date;
      Date.now = () => now() - 3_600_000; // its clock is set back, as that of an old computer
      Object.assign(window, { sameAsBefore: true });
    });
    network.swallow();
    await untilConnection(page, "lost", 30_000);
    await move(promises[0] as string, "STALLED", "hanoi", { reason: "Chờ vốn" });
    network.carry();
    await untilConnection(page, "live", 30_000);
    await untilTrue(page, server.url, meeting.id);
    expect(await page.evaluate(() => "sameAsBefore" in window)).toBe(true);
    expect(far.trouble.filter((each) => !isOfCut(each))).toEqual([]);
    await far.browser.close();
    network.close();
  }, 90_000);

  it("takes a fresh look when the register was restored from a backup", async () => {
    const database = (settings.DATABASE_URL as string).replace("sqlite:", "");
    const born = await proposed(asked(server), "hanoi", { title: "Chỉ có hôm nay", meetingId: meeting.id });
    await backUp(database, `${database}.backup`);
    await step(asked(server), born.id, "AGREED", "quangNam");
    const current = meeting.agenda.find((item: any) => item.commitment?.id === promises[0]);
    await doneInRoom(asked(server), "focusAgendaItem", { itemId: current.id });
    await move(promises[0] as string, "IN_PROGRESS");
    await move(promises[0] as string, "STALLED", "hanoi", { reason: "Mất trong bản sao" });
    await untilStatus(screen, born.id, "AGREED");
    await until("the reason", async () => (await text(screen)).includes("Mất trong bản sao"));
    await server.end();
    for (const rest of ["-wal", "-shm"]) await rm(`${database}${rest}`, { force: true });
    await copyFile(`${database}.backup`, database);
    let wentOn = false;
    await screen.route("**/graphql", async (route) => {
      const response = await route.fetch();
      if (!wentOn && (route.request().postData() ?? "").includes("query Board")) {
        wentOn = true;
        // The log goes on, another way, while the board is read: with a version that the screen knows from before.
        await move(promises[0] as string, "IN_PROGRESS");
        await untilStatus(screen, promises[0] as string, "IN_PROGRESS");
      }
      await route.fulfill({ response });
    });
    server = await run(settings);
    await until("the log to go on", () => wentOn, 30_000);
    await untilConnection(screen, "live", 30_000);
    await untilTrue(screen, server.url, meeting.id);
    expect((await statusesOn(screen))[born.id]).toBe("PROPOSED");
    expect(await text(screen)).not.toContain("Mất trong bản sao");
    await screen.unrouteAll();
  }, 90_000);

  it("picks up a new version of itself after an upgrade", async () => {
    let loads = 0;
    screen.on("load", () => void loads++);
    await screen.context().route("**/screen/**", async (route) => {
      const response = await route.fetch();
      const html = (await response.text()).replace(/assets\/screen-[\w-]+\.js/, "assets/screen-newer.js");
      return route.request().resourceType() === "fetch" ? route.fulfill({ response, body: html }) : route.continue();
    });
    const script = { contentType: "text/javascript", body: "" };
    await screen.context().route("**/assets/screen-newer.js", (route) => route.fulfill(script));
    await server.end();
    server = await run(settings);
    await until("the page to load itself anew", () => loads === 1, 30_000);
    await screen.context().unroute("**/screen/**");
    await untilConnection(screen, "live", 30_000);
  }, 60_000);

  it("tells after the meeting what moved and what is still owed", async () => {
    await move(promises[1] as string, "IN_PROGRESS");
    await move(promises[1] as string, "STALLED", "hanoi", { reason: "Chờ vốn" });
    await doneInRoom(asked(server), "closeMeeting", { meetingId: meeting.id });
    await until("the end of the session", async () => (await screen.locator("[data-current-item]").count()) === 0);
    // The crowd of eight, one that was confirmed, one that was proposed, and this one; the first is where it was.
    await until("what moved", async () => (await text(screen, ".after")).includes("11 cam kết có chuyển biến"));
    const moved = await screen.locator(".after section ol").first().locator("li").first().textContent();
    expect(moved).toMatch(/Đã thống nhất.*Đang vướng mắc/);
    expect(moved).not.toContain("Đang thực hiện");
    const statuses = Object.values(await statusesIn(server.url, meeting.id));
    expect(statuses).toContain("COMPLETED");
    const open = statuses.filter((status) => !["COMPLETED", "DECLINED", "CANCELLED"].includes(status));
    expect(await text(screen, ".after")).toContain(`${open.length} cam kết chưa hoàn tất`);
    expect(Object.values(await statusesOn(screen))).not.toContain("COMPLETED");
    for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) await picture(screen, "closed", size);
  });

  it("lets a meeting be chosen where none is named, and says so where there is none of that name", async () => {
    const page = await browsing.open("/screen");
    await until("the meeting to choose", async () => (await text(page)).includes("Rà soát cam kết"));
    await picture(page, "choose", "hall");
    await page.goto("/screen/khong-co");
    await until("a word about it", async () => (await text(page)).includes("Không tìm thấy cuộc họp"));
    expect(await text(page)).not.toContain("kết nối");
    await page.close();
  });

  it("is 60 kB of script at the most, as it comes over the network", async () => {
    const page = await browsing.open(`/screen/${meeting.key}`);
    await untilConnection(page, "live");
    const sizes = await page.evaluate(() =>
      (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
        .filter(({ name }) => name.endsWith(".js"))
        .map(({ encodedBodySize }) => encodedBodySize),
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(sizes.length).toBeGreaterThan(0);
    expect(total).toBeGreaterThan(5_000);
    expect(total).toBeLessThan(60_000);
    await page.close();
  });

  it("keeps nobody out, and asks no other host for anything", async () => {
    expect(await browsing.barriers(screen)).toEqual([]);
    expect(browsing.trouble.filter((each) => !isOfCut(each))).toEqual([]);
  });
});

/** What a browser says of itself while a server is not there. */
const isOfCut = (trouble: string) => /WebSocket|ERR_CONNECTION|ERR_EMPTY|Failed to load resource/.test(trouble);

/** As one file, with what is still in the journal. */
function backUp(database: string, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const source = new sqlite3.Database(database);
    source.run("VACUUM INTO ?", [file], (error) => source.close(() => (error ? reject(error) : resolve())));
  });
}
