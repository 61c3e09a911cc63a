import type { Page } from "playwright-core";
import { type Browsing, browse } from "../support/browser.js";
import { doneInRoom, meetingWith } from "../support/meeting.js";
import { type Register, startRegister, tokenOf } from "../support/register.js";
import { picture, sitDown, untilConnection } from "../support/room.js";
import { until } from "../support/until.js";

describe("The desk, when answers are lost on the way", () => {
  let register: Register;
  let browsing: Browsing;
  let desk: Page;
  let meeting: any;

  beforeAll(async () => {
    register = await startRegister();
    meeting = await meetingWith(register, ["Một", "Hai", "Ba", "Bốn"]);
    await doneInRoom(register, "openMeeting", { meetingId: meeting.id });
    browsing = await browse(register.url);
    desk = await browsing.open("/desk");
    await sitDown(desk, meeting.key, await tokenOf("hanoi"));
    await untilConnection(desk, "live");
    await desk.locator('[data-action="next"]').waitFor();
  }, 60_000);
  afterAll(async () => {
    await browsing.browser.close();
    await register.stop();
  });

  const state = async () => {
    const query = "query ($id: ID!) { meeting(id: $id) { agenda { id title } currentItem { title } } }";
    return (await register.get(query, { id: meeting.id })).meeting;
  };
  const titles = async () => (await state()).agenda.map(({ title }: { title: string }) => title);
  const alerts = async () => (await desk.getByRole("alert").allTextContents()).join(" ");
  /** How far what it holds reaches out of it on the right. */
  const widthBeyond = (selector: string) => desk.locator(selector).evaluate((it) => it.scrollWidth - it.clientWidth);
  const commitments = async (): Promise<number> => {
    const query = "query ($id: ID!) { commitments(filter: { meeting: [$id] }) { totalCount } }";
    return (await register.get(query, { id: meeting.id })).commitments.totalCount;
  };

  /** The next mutation of that name arrives; what is answered is lost, or is another answer. */
  async function lose(mutation: string, answer?: object): Promise<void> {
    let isLost = false;
    await desk.unroute("**/graphql");
    await desk.route("**/graphql", async (route) => {
      if (isLost || !route.request().postData()?.includes(`${mutation}(`)) return route.continue();
      isLost = true;
      await route.fetch();
      await (answer ? route.fulfill({ json: answer }) : route.abort());
    });
  }

  it("adds an item once, though it was sent again", async () => {
    await lose("createAgendaItem");
    await desk.locator('[data-action="add"]').click();
    await desk.locator("form [name=title]").fill("Việc khác");
    await desk.keyboard.press("Enter");
    await until("a word on it", async () => (await alerts()).includes("bấm lại"));
    await desk.locator("[data-item]", { hasText: "Việc khác" }).waitFor(); // told live: it had arrived
    await desk.locator("form [name=title]").press("Enter");
    await until("the form to be closed", async () => (await desk.locator("form [name=title]").count()) === 0);
    expect((await titles()).filter((title: string) => title === "Việc khác")).toHaveLength(1);
  });

  it("asks nobody to press again what has arrived: the meeting skips no item", async () => {
    await lose("focusAgendaItem");
    await desk.locator('[data-action="next"]').click();
    await desk.locator('[data-item][aria-current="true"]', { hasText: "Hai" }).waitFor();
    await until("the word on it to be gone", async () => !(await alerts()).includes("bấm lại"));
    expect((await state()).currentItem.title).toBe("Hai");
  });

  it("says beside the button what failed, and stays as wide as the window", async () => {
    await desk.unroute("**/graphql");
    await desk.route("**/graphql", (route) =>
      route.request().postData()?.includes("focusAgendaItem(") ? route.abort() : route.continue(),
    );
    await desk.locator('[data-action="next"]').click();
    const alert = desk.locator(".now").getByRole("alert");
    await alert.waitFor();
    for (const [width, height] of [
      [390, 844],
      [1280, 800],
    ] as const) {
      await desk.setViewportSize({ width, height });
      await picture(desk, `desk-failed-${width}`);
      expect(await browsing.barriers(desk)).toEqual([]);
      expect(await widthBeyond("html")).toBe(0);
      expect(await widthBeyond(".now")).toBe(0);
    }
    await desk.unroute("**/graphql");
    await desk.locator('[data-action="next"]').click();
    await alert.waitFor({ state: "detached" });
  });

  it("proposes once, also where the register failed after it had entered it", async () => {
    const before = await commitments();
    const failed = { errors: [{ message: "The register failed.", extensions: { code: "INTERNAL" } }] };
    await lose("proposeCommitment", failed);
    await desk.locator('[data-action="propose"]').click();
    await desk.locator("form [name=title]").fill("Cùng lập quỹ học bổng");
    for (const [field, name] of [
      ["owes", "Hà Nội"],
      ["benefits", "Quảng Nam"],
      ["sectorIds", "Nông nghiệp"],
    ] as const) {
      await desk.locator(`[data-field="${field}"] [role=combobox]`).pressSequentially(name);
      await desk.getByRole("option", { name }).first().waitFor();
      await desk.keyboard.press("Enter");
    }
    const send = desk.locator(".table form").first().locator("[type=submit]");
    await send.click();
    await until("a word on it", async () => (await alerts()).length > 0);
    await send.click();
    await send.waitFor({ state: "detached" });
    expect(await commitments()).toBe(before + 1);
  });
});
