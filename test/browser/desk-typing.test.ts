import type { Page } from "playwright-core";
import { signToken } from "../../src/server/sign-in/sign-in.js";
import { type Browsing, browse } from "../support/browser.js";
import { doneInRoom, meetingWith } from "../support/meeting.js";
import { promiseAt, step } from "../support/promise.js";
import { PEOPLE, type Register, SECRET, startRegister, tokenOf } from "../support/register.js";
import { sitDown, untilConnection } from "../support/room.js";
import { until } from "../support/until.js";

/** So long ago a token may have ended and still holds for some seconds: clocks may be 30 s apart. */
const ENDED_ALMOST_MS = 24_000;

describe("What is being typed at the desk", () => {
  let register: Register;
  let browsing: Browsing;
  let desk: Page;
  let meeting: any;
  let id: string;

  beforeAll(async () => {
    register = await startRegister();
    meeting = await meetingWith(register, ["Một"]);
    ({ id } = await promiseAt(register, "IN_PROGRESS"));
    await doneInRoom(register, "openMeeting", { meetingId: meeting.id });
    browsing = await browse(register.url);
    desk = await browsing.open("/desk");
  }, 60_000);
  afterAll(async () => {
    await browsing.browser.close();
    await register.stop();
  });

  const signIn = async (token: string) => {
    await sitDown(desk, meeting.key, token);
    await untilConnection(desk, "live");
  };
  const table = async () => {
    const input = { meetingId: meeting.id, commitmentId: id };
    return (await doneInRoom(register, "createAgendaItem", input)).item.id as string;
  };
  const row = () => desk.locator(`[data-commitment="${id}"]`);

  it("stays when what it is about is taken off the agenda, and can be sent", async () => {
    const item = await table();
    await signIn(await tokenOf("hanoi"));
    await row().locator("[data-step=STALLED]").click();
    await desk.keyboard.type("Chờ ");
    await doneInRoom(register, "removeAgendaItem", { id: item });
    await until("it to be gone", async () => (await desk.locator(`[data-item="${item}"]`).count()) === 0);
    await step(register, id, "STALLED", "coordinator", { reason: "Thiếu người" });
    await step(register, id, "IN_PROGRESS", "coordinator");
    await desk.keyboard.type("vốn");
    expect(await row().locator("[name=reason]").inputValue()).toBe("Chờ vốn");
    await row().locator("form [type=submit]").click();
    await row().getByRole("alert").waitFor();
    await row().locator("form [type=submit]").click();
    await until("the form to be closed", async () => (await row().locator("form").count()) === 0);
    const query = "query ($id: ID!) { commitment(id: $id) { status } }";
    expect((await register.get(query, { id })).commitment.status).toBe("STALLED");
  });

  it("stays when the sign-in ends, for whoever signs in again", async () => {
    await table();
    await signIn(await signToken(SECRET, PEOPLE.hanoi, new Date(Date.now() - ENDED_ALMOST_MS)));
    await row().locator("[data-step=CANCELLED]").click();
    await desk.keyboard.type("Đã làm cách khác");
    await desk.locator("input[name=token]").waitFor({ timeout: 20_000 });
    browsing.trouble.splice(0); // the refusal has the HTTP status 401
    await desk.locator("input[name=token]").fill(await tokenOf("hanoi"));
    await desk.locator("input[name=token]").press("Enter");
    await row().locator("[data-step=CANCELLED]").waitFor();
    expect(await row().locator("[name=reason]").inputValue()).toBe("Đã làm cách khác");
    await row().locator("form [type=submit]").click();
    await until("it to be done", async () => (await row().getAttribute("data-status")) === "CANCELLED");
    expect(browsing.trouble).toEqual([]);
  }, 40_000);
});
