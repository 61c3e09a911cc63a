import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { signToken } from "../../src/server/sign-in/sign-in.js";
import { type Browsing, browse } from "../support/browser.js";
import { doneInRoom } from "../support/meeting.js";
import { promiseAt, step } from "../support/promise.js";
import { PEOPLE, type Register, SECRET, startRegister, tokenOf } from "../support/register.js";
import { connectionOf, picture, sitDown, untilConnection } from "../support/room.js";
import { until } from "../support/until.js";

const PHONE = { width: 390, height: 844 };
const LAPTOP = { width: 1280, height: 800 };

describe("The clerk's desk", () => {
  let register: Register;
  let browsing: Browsing;
  let desk: Page;
  let key: string;
  const promises: Record<string, string> = {};

  beforeAll(async () => {
    register = await startRegister({ empty: false, demo: true });
    for (const status of ["PROPOSED", "AGREED", "IN_PROGRESS", "REPORTED_DONE", "DISPUTED"])
      promises[status] = (await promiseAt(register, status)).id;
    browsing = await browse(register.url);
    desk = await browsing.open("/desk");
    await desk.setViewportSize(LAPTOP);
  }, 60_000);
  afterAll(async () => {
    await browsing.browser.close();
    await register.stop();
  });

  const action = (name: string) => desk.locator(`[data-action="${name}"]`);
  const row = (status: string) => desk.locator(`[data-commitment="${promises[status]}"]`);
  const statusOf = (status: string) => row(status).getAttribute("data-status");
  const untilStatus = (of: string, status: string) =>
    until(`${of} to be ${status}`, async () => (await statusOf(of)) === status);
  const alerts = async () => (await desk.getByRole("alert").allTextContents()).join(" ");
  const current = () => desk.locator('[data-item][aria-current="true"]').getAttribute("data-item");
  const meeting = async () =>
    (
      await register.get(
        "query ($key: String!) { meeting(key: $key) { id state version agenda { id title commitment { id } } currentItem { id } } }",
        { key },
      )
    ).meeting;
  const changesOf = async (of: string) =>
    (
      await register.get(
        "query ($id: ID!) { commitment(id: $id) { history { nodes { to reason evidence { title url } meeting { key } reverts { id } } } } }",
        { id: promises[of] },
        "coordinator",
      )
    ).commitment.history.nodes;
  /** What keeps people out of this state of the page, at the size of a laptop and of a phone. */
  const looksWell = async (name: string) => {
    for (const size of [PHONE, LAPTOP]) {
      await desk.setViewportSize(size);
      await picture(desk, `desk-${name}-${size.width}`);
      expect(await browsing.barriers(desk)).toEqual([]);
      const wide = await desk.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide).toBe(0);
    }
  };
  const signInAs = async (name: RegExp) => {
    await desk.locator("button[data-user]", { hasText: name }).click();
    await action("sign-out").waitFor();
  };

  it("may be read by everybody, with nothing to press that enters something", async () => {
    await desk.getByRole("link", { name: /Hội nghị/ }).waitFor();
    expect(await action("new-meeting").count()).toBe(0);
    await looksWell("signed-out");
  });

  it("tells a wrong token in plain words, and takes a right one", async () => {
    await desk.getByLabel("Mã đăng nhập").fill("not-a-token");
    await desk.keyboard.press("Enter");
    await until("a word on it", async () => (await alerts()).includes("Mã này không đúng"));
    expect(await desk.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("token");
    browsing.trouble.splice(0); // the refusal has the HTTP status 401
    await desk.getByLabel("Mã đăng nhập").fill(await tokenOf("hanoi"));
    await desk.keyboard.press("Enter");
    await action("sign-out").waitFor();
    expect(await desk.locator("header").textContent()).toContain("Hoa");
    await desk.reload();
    await action("sign-out").waitFor();
    await action("sign-out").click();
    await until("nobody to be signed in", async () => (await action("sign-out").count()) === 0);
    await signInAs(/Hà Nội/);
  });

  it("makes a review meeting whose agenda begins with what is carried over", async () => {
    await action("new-meeting").click();
    await desk.keyboard.type("Rà soát cam kết Hà Nội – Quảng Nam");
    await desk.locator('[data-field="localityIds"] [role=combobox]').pressSequentially("quang nam");
    await desk.getByRole("option", { name: "Quảng Nam", exact: false }).last().waitFor();
    expect(await desk.locator('[data-field="localityIds"] label').textContent()).toContain("không bắt buộc");
    expect(await desk.locator('[data-field="hostId"] label').textContent()).not.toContain("không bắt buộc");
    await looksWell("new-meeting");
    await desk.locator('[data-field="localityIds"] [role=combobox]').focus();
    await desk.getByRole("option", { name: /đến/ }).click();
    await desk.getByLabel("Ngày họp").fill("31/2/2026");
    await desk.getByRole("button", { name: "Tạo cuộc họp" }).click();
    await until("a word on the date", async () => (await alerts()).includes("ghi ngày"));
    await desk.getByLabel("Ngày họp").fill("15/8/2026");
    await desk.getByRole("button", { name: "Tạo cuộc họp" }).click();
    await action("open").waitFor();
    key = desk.url().split("/").at(-1) as string;
    const about = (await meeting()).agenda.map((item: any) => item.commitment.id);
    expect(about).toEqual(expect.arrayContaining([promises.DISPUTED, promises.REPORTED_DONE]));
    await row("DISPUTED").waitFor();
    await untilConnection(desk, "live");
    await looksWell("scheduled");
  });

  it("gets items by title and by commitment, moves, renames and removes them", async () => {
    for (const status of ["IN_PROGRESS", "AGREED", "PROPOSED"]) {
      const { reference } = (
        await register.get("query ($id: ID!) { commitment(id: $id) { reference } }", { id: promises[status] })
      ).commitment;
      await action("add").click();
      await desk.keyboard.type(reference);
      await desk.getByRole("option", { name: reference }).waitFor();
      await desk.keyboard.press("Enter");
      await desk.locator(".agenda").getByRole("button", { name: "Thêm mục" }).last().click();
      await row(status).waitFor();
    }
    await action("add").click();
    await desk.getByLabel("Tên (tiếng Việt)").fill("Khai mạc");
    await desk.keyboard.press("Enter");
    await desk.locator("[data-item]", { hasText: "Khai mạc" }).waitFor();
    const item = desk.locator("[data-item]").last();
    await item.locator('[data-action="tools"]').click();
    const titles = async () => (await meeting()).agenda.map(({ title }: any) => title);
    const { length } = await titles();
    await item.locator('[data-action="up"]').click();
    await until("it to be one up", async () => (await titles()).indexOf("Khai mạc") === length - 2);
    const moved = desk.locator("[data-item]", { hasText: "Khai mạc" });
    await moved.locator('[data-action="down"]').click();
    await until("it to be last again", async () => (await titles()).indexOf("Khai mạc") === length - 1);
    await looksWell("item-tools");
    await moved.getByLabel("Tên (tiếng Việt)").fill("Lời kết");
    await desk.keyboard.press("Enter");
    await until("the new title", async () => (await titles()).at(-1) === "Lời kết");
    const last = desk.locator("[data-item]").last();
    await last.locator('[data-action="tools"]').click();
    await last.locator('[data-action="remove"]').click();
    await until("it to be gone", async () => !(await titles()).includes("Lời kết"));
  });

  it("is opened and turned from item to item by keyboard alone", async () => {
    const { agenda } = await meeting();
    await action("open").focus();
    await desk.keyboard.press("Enter");
    await until("the first item", async () => (await current()) === agenda[0].id);
    expect((await meeting()).state).toBe("IN_SESSION");
    expect(await desk.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
    for (let tabs = 0; tabs < 30; tabs++) {
      const there = await desk.evaluate(() => document.activeElement?.getAttribute("data-action"));
      if (there === "next") break;
      await desk.keyboard.press("Tab");
    }
    for (const item of [agenda[1], agenda[2]]) {
      await desk.keyboard.press("Enter");
      await until("the next item", async () => (await current()) === item.id);
    }
    const place = agenda.findIndex((item: any) => item.commitment?.id === promises.IN_PROGRESS);
    await desk.locator(`[data-item="${agenda[place].id}"] [data-action="focus"]`).focus();
    await desk.keyboard.press("Space");
    await until("the item of the commitment", async () => (await current()) === agenda[place].id);
    expect(await desk.locator("[data-commitment]").first().getAttribute("data-commitment")).toBe(promises.IN_PROGRESS);
    await looksWell("session");
  });

  it("carries a press out once, though its answer was lost and it was pressed again", async () => {
    await desk.route("**/graphql", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await row("IN_PROGRESS").locator('[data-step="STALLED"]').click();
    await desk.keyboard.type("Chờ vốn");
    const send = row("IN_PROGRESS").locator("form [type=submit]");
    await send.click();
    await until("a word on it", async () => (await alerts()).includes("Chưa nhận được trả lời"));
    await untilStatus("IN_PROGRESS", "STALLED"); // told live: it had arrived
    await desk.unroute("**/graphql");
    browsing.trouble.splice(0);
    await send.click();
    await send.waitFor({ state: "detached" });
    expect((await changesOf("IN_PROGRESS")).filter(({ to }: any) => to === "STALLED")).toHaveLength(1);
    await row("IN_PROGRESS").locator('[data-step="IN_PROGRESS"]').click();
    await untilStatus("IN_PROGRESS", "IN_PROGRESS");
    await row("AGREED").locator('[data-step="IN_PROGRESS"]').click();
    await untilStatus("AGREED", "IN_PROGRESS");
  });

  it("asks for evidence where a step needs it, and gives the focus back when that is left", async () => {
    const button = row("IN_PROGRESS").locator('[data-step="REPORTED_DONE"]');
    expect((await button.textContent())?.trim()).toBe("Báo hoàn thành");
    await button.click();
    const focused = () => desk.evaluate(() => document.activeElement?.getAttribute("name"));
    await until("the first field to have the focus", async () => (await focused()) === "evidence.0.title");
    await desk.keyboard.press("Escape");
    await until("the button to have it", () => button.evaluate((it) => it === document.activeElement));
    await desk.keyboard.press("Enter");
    await until("the form", async () => (await focused()) === "evidence.0.title");
    await desk.keyboard.press("Enter");
    await until("what is missing", async () => (await alerts()).includes("Xin điền mục này"));
    await desk.keyboard.type("Biên bản nghiệm thu");
    await row("IN_PROGRESS").getByLabel("Địa chỉ").fill("bien-ban.pdf");
    await desk.keyboard.press("Enter");
    await until("what is wrong", async () => (await alerts()).includes("http://"));
    await looksWell("evidence");
    await row("IN_PROGRESS").getByLabel("Địa chỉ").fill("https://example.org/bien-ban.pdf");
    await desk.keyboard.press("Enter");
    await untilStatus("IN_PROGRESS", "REPORTED_DONE");
    expect((await changesOf("IN_PROGRESS")).at(-1)).toMatchObject({
      ...{ to: "REPORTED_DONE", meeting: { key } },
      evidence: [{ title: "Biên bản nghiệm thu", url: "https://example.org/bien-ban.pdf" }],
    });
    expect(await row("IN_PROGRESS").locator("[data-step]").count()).toBe(0); // the other side confirms
  });

  it("asks for a reason where a step needs one; a conflict shows who was faster and what it is now", async () => {
    await row("AGREED").locator('[data-step="CANCELLED"]').click();
    await row("AGREED").getByLabel("Lý do").fill("Không còn cần nữa");
    await step(register, promises.AGREED as string, "STALLED", "hanoi", { reason: "Chờ vốn" });
    await untilStatus("AGREED", "STALLED"); // told live; what is being written stays
    await row("AGREED").getByRole("button", { name: "Huỷ cam kết" }).last().click();
    await until("the conflict", async () => (await alerts()).includes("vừa thay đổi"));
    expect(await alerts()).toContain("Hoa, Hà Nội");
    expect(await alerts()).toContain("Đang vướng mắc");
    expect(await row("AGREED").getByLabel("Lý do").inputValue()).toBe("Không còn cần nữa");
    await looksWell("conflict");
    await row("AGREED").getByRole("button", { name: "Vẫn huỷ cam kết" }).click();
    await untilStatus("AGREED", "CANCELLED");
    expect((await changesOf("AGREED")).at(-1).reason).toBe("Không còn cần nữa");
    expect((await changesOf("AGREED")).map(({ to }: any) => to)).toContain("STALLED");
  });

  it("says so when a step is possible no more, and keeps what was written", async () => {
    await row("DISPUTED").locator('[data-step="REPORTED_DONE"]').click();
    await desk.keyboard.type("Ảnh hiện trường");
    await step(register, promises.DISPUTED as string, "IN_PROGRESS", "hanoi");
    await step(register, promises.DISPUTED as string, "CANCELLED", "hanoi", { reason: "Đã làm cách khác" });
    await untilStatus("DISPUTED", "CANCELLED");
    await desk.keyboard.press("Enter");
    await until("the conflict", async () => (await alerts()).includes("Không còn"));
    expect(await row("DISPUTED").locator('[name="evidence.0.title"]').inputValue()).toBe("Ảnh hiện trường");
    expect(await row("DISPUTED").locator("form [type=submit]").count()).toBe(0);
    await desk.keyboard.press("Escape");
  });

  it("takes down what is proposed in the room", async () => {
    await action("propose").click();
    await desk.keyboard.type("Cùng lập quỹ học bổng");
    await desk.getByRole("button", { name: "Ghi đề xuất" }).click();
    await until("what is missing", async () => (await alerts()).includes("Xin chọn"));
    await looksWell("propose");
    for (const [field, name] of [
      ["owes", "Hà Nội"],
      ["benefits", "Quảng Nam"],
      ["sectorIds", "Nông nghiệp"],
    ]) {
      await desk.locator(`[data-field="${field}"] [role=combobox]`).focus();
      await desk.getByRole("option").first().waitFor();
      const offered = await desk.getByRole("option").evaluateAll((all) => all.map((it) => it.firstChild?.textContent));
      expect(offered).toEqual([...new Set(offered)]);
      await desk.keyboard.type(name as string);
      await desk
        .getByRole("option", { name: name as string })
        .first()
        .waitFor();
      await desk.keyboard.press("Enter");
    }
    await desk.getByLabel("Hạn hoàn thành").fill("12/2027");
    await desk.getByRole("button", { name: "Ghi đề xuất" }).click();
    const made = desk.locator("[data-commitment]", { hasText: "Cùng lập quỹ học bổng" });
    await made.waitFor();
    expect(await made.getAttribute("data-status")).toBe("PROPOSED");
    expect(await made.textContent()).toContain("12/2027");
  });

  it("gives each person the steps that are theirs, and a coordinator the way back from a mistake", async () => {
    await action("sign-out").click();
    await until("nothing to press", async () => (await desk.locator("[data-step], [data-action=next]").count()) === 0);
    await signInAs(/Quảng Nam/);
    await row("REPORTED_DONE").locator('[data-step="COMPLETED"]').waitFor();
    expect(await action("next").count()).toBe(0); // the host leads
    await row("REPORTED_DONE").locator('[data-step="COMPLETED"]').click();
    await untilStatus("REPORTED_DONE", "COMPLETED");
    expect(await action("revert").count()).toBe(0);
    await action("sign-out").click();
    await signInAs(/Điều phối/);
    await row("REPORTED_DONE").locator('[data-action="revert"]').click();
    await desk.keyboard.type("Bấm nhầm dòng");
    await looksWell("revert");
    await row("REPORTED_DONE").getByRole("button", { name: "Hoàn tác thay đổi này" }).click();
    await untilStatus("REPORTED_DONE", "REPORTED_DONE");
    expect((await changesOf("REPORTED_DONE")).at(-1)).toMatchObject({
      reason: "Bấm nhầm dòng",
      reverts: { id: expect.any(String) },
    });
  });

  it("follows what others do with the agenda", async () => {
    const { id, agenda } = await meeting();
    await doneInRoom(register, "createAgendaItem", { meetingId: id, title: "Việc khác" });
    await desk.locator("[data-item]", { hasText: "Việc khác" }).waitFor();
    await doneInRoom(register, "focusAgendaItem", { itemId: agenda[0].id });
    await until("the first item", async () => (await current()) === agenda[0].id);
  });

  it("speaks English and goes dark", async () => {
    await desk.goto(`/desk/${key}?theme=dark`);
    await desk.getByRole("link", { name: "English" }).click();
    await desk.locator("[data-commitment]").first().waitFor();
    expect(new URL(desk.url()).search).toBe("?theme=dark&lang=en");
    await desk.locator("[data-step=AGREED]", { hasText: "Agree" }).first().waitFor();
    expect(await desk.locator("main").textContent()).toContain("On the table");
    expect(await desk.locator("main").textContent()).not.toMatch(/Cam kết|Thống nhất/);
    expect(await desk.locator("html").getAttribute("data-theme")).toBe("dark");
    await looksWell("english-dark");
    await desk.goto(`/desk/${key}`);
    await row("PROPOSED").waitFor();
  });

  it("closes the meeting after asking once, and hands out its record", async () => {
    await action("close").click();
    await desk.keyboard.press("Escape");
    expect((await meeting()).state).toBe("IN_SESSION");
    await action("close").click();
    await looksWell("close");
    await desk.getByRole("button", { name: "Bế mạc cuộc họp" }).click();
    await action("record").first().waitFor();
    await looksWell("closed");
    const [download] = await Promise.all([desk.waitForEvent("download"), action("record").first().click()]);
    expect(download.suggestedFilename()).toBe(`${key}.vi.md`);
    const text = await readFile(await download.path(), "utf8");
    expect(text).toContain("Rà soát cam kết Hà Nội – Quảng Nam");
    expect(text).toContain("Cùng lập quỹ học bổng");
  });

  it("says so when the sign-in has ended meanwhile, and goes on as a reader's", async () => {
    const short = await signToken(SECRET, PEOPLE.hanoi, new Date(Date.now() - 25_000)); // clocks may be 30 s apart
    await sitDown(desk, key, short);
    await action("sign-out").waitFor();
    await until("a word on it", async () => (await alerts()).includes("hết hạn"), 20_000);
    await until("nothing to press", async () => (await desk.locator("button[data-step]").count()) === 0);
    await untilConnection(desk, "live");
    browsing.trouble.splice(0); // the refusal may have the HTTP status 401
  });

  it("says that there is no such meeting", async () => {
    await desk.goto("/desk/nowhere");
    await desk.getByText("Không tìm thấy cuộc họp này").waitFor();
    expect(await connectionOf(desk)).not.toBe("live");
    expect(await desk.locator("header").textContent()).not.toContain("kết nối");
  });

  it("asked nobody but its register, and met no error", () => {
    expect(browsing.trouble).toEqual([]);
  });
});
