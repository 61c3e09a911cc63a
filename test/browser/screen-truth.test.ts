import type { Page, Route } from "playwright-core";
import { type Browsing, browse } from "../support/browser.js";
import { doneInRoom, meetingWith } from "../support/meeting.js";
import { needsOf, promiseAt, proposed, step, updated } from "../support/promise.js";
import { type Register, startRegister, tokenOf } from "../support/register.js";
import { connectionOf, untilConnection, untilTrue } from "../support/room.js";
import { until } from "../support/until.js";

describe("What a screen shows as live", () => {
  let register: Register;
  let browsing: Browsing;
  beforeAll(async () => {
    register = await startRegister();
    browsing = await browse(register.url);
  }, 30_000);
  afterAll(async () => {
    await browsing.browser.close();
    await register.stop();
  });

  const inSession = async (titles = ["Một"]) => {
    const meeting = await meetingWith(register, titles);
    await doneInRoom(register, "openMeeting", { meetingId: meeting.id });
    return meeting;
  };
  const tabled = async (meeting: { id: string }, status = "AGREED") => {
    const { id } = await promiseAt(register, status);
    await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, commitmentId: id });
    return id;
  };
  const text = async (page: Page) => (await page.locator("body").textContent()) ?? "";
  const asks = (name: string) => (route: Route) => (route.request().postData() ?? "").includes(`query ${name}`);

  it.each(["Head", "ChangesAfter", "Board"])(
    "has on it what was put on the table while the page came up: during %s",
    async (name) => {
      const meeting = await inSession();
      await tabled(meeting);
      const page = await browsing.open("/screen");
      let added = false;
      await page.route("**/graphql", async (route) => {
        const held = !added && asks(name)(route);
        const response = await route.fetch();
        if (held) {
          added = true;
          await tabled(meeting);
        }
        await route.fulfill({ response });
      });
      await page.goto(`/screen/${meeting.key}`);
      await untilConnection(page, "live");
      await untilTrue(page, register.url, meeting.id, 5_000);
      expect(added).toBe(true);
      await page.close();
    },
  );

  it("is said to be cut off where the board cannot be read, though the socket is open", async () => {
    const meeting = await inSession();
    await tabled(meeting);
    const page = await browsing.open(`/screen/${meeting.key}`);
    await untilConnection(page, "live");
    await page.route("**/graphql", (route) =>
      asks("Board")(route) ? route.fulfill({ status: 503, body: "<html>" }) : route.continue(),
    );
    await tabled(meeting);
    await untilConnection(page, "lost");
    expect(await text(page)).toMatch(/Mất kết nối từ/);
    await page.unrouteAll();
    await untilConnection(page, "live", 20_000);
    await untilTrue(page, register.url, meeting.id);
    await page.close();
  }, 60_000);

  it("tells what one commitment went through while another change had its moment as one change", async () => {
    const meeting = await inSession();
    const id = await tabled(meeting);
    const page = await browsing.open(`/screen/${meeting.key}`);
    await untilConnection(page, "live");
    const moments = new Set<string>();
    const look = async () => {
      const [moment = ""] = await page.locator("[data-moment] .turn").allTextContents();
      if (moment !== "") moments.add(moment);
      return moment;
    };
    await step(register, id, "IN_PROGRESS", "hanoi");
    await until("its moment", async () => (await look()) !== "");
    await step(register, id, "STALLED", "hanoi", needsOf("STALLED"));
    await step(register, id, "IN_PROGRESS", "hanoi");
    await step(register, id, "REPORTED_DONE", "hanoi", needsOf("REPORTED_DONE"));
    await until("quiet", async () => (await look()) === "", 30_000);
    expect([...moments]).toEqual([
      expect.stringMatching(/Đã thống nhất.*Đang thực hiện/),
      expect.stringMatching(/Đang thực hiện.*Báo hoàn thành/),
    ]);
    await page.close();
  }, 40_000);

  it("shows no moment while it is cut off: the rows below it are not those of now", async () => {
    const meeting = await inSession();
    const id = await tabled(meeting);
    const page = await browsing.open(`/screen/${meeting.key}`);
    await untilConnection(page, "live");
    await step(register, id, "IN_PROGRESS", "hanoi");
    await page.locator("[data-moment]").waitFor();
    await page.route("**/graphql", (route) => route.abort());
    await tabled(meeting);
    await untilConnection(page, "lost", 5_000);
    expect(await page.locator("[data-moment]").count()).toBe(0);
    await page.close();
  }, 40_000);

  it("goes off every screen in the room when it becomes the parties' own", async () => {
    const { id } = await proposed(register, "hanoi", { title: "Chuyện sẽ giấu" });
    const meeting = await meetingWith(register, []);
    await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, commitmentId: id });
    await doneInRoom(register, "createAgendaItem", { meetingId: meeting.id, title: "Việc khác" });
    await doneInRoom(register, "openMeeting", { meetingId: meeting.id });
    const page = await browsing.open(`/screen/${meeting.key}`);
    await untilConnection(page, "live");
    await step(register, id, "AGREED", "quangNam");
    await until("its title", async () => (await text(page)).includes("Chuyện sẽ giấu"));
    await updated(register, { id, visibility: "PARTIES" });
    await until("the title to be gone", async () => !(await text(page)).includes("Chuyện sẽ giấu"), 20_000);
    expect(await text(page)).toContain("không công khai");
    expect(await connectionOf(page)).toBe("live");
    await page.close();
  }, 40_000);

  it("is open to a screen with a key, where there is no reading without a token", async () => {
    const closed = await startRegister({ settings: { READ_ACCESS: "token" } });
    const browser = await browse(closed.url);
    const meeting = await meetingWith(closed, ["Một"]);
    const page = await browser.open(`/screen/${meeting.key}`);
    await until("a word about it", async () => (await text(page)).includes("Cần quyền xem"));
    await page.goto("about:blank");
    await page.goto(`/screen/${meeting.key}#key=${await tokenOf("viewer")}`);
    await untilConnection(page, "live");
    expect(await text(page)).toContain("Rà soát cam kết");
    await browser.browser.close();
    await closed.stop();
  }, 40_000);
});
