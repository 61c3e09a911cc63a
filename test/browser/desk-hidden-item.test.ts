import type { Page } from "playwright-core";
import { type Browsing, browse } from "../support/browser.js";
import { doneInRoom, meetingWith } from "../support/meeting.js";
import { proposed } from "../support/promise.js";
import { type Register, startRegister, tokenOf } from "../support/register.js";
import { sitDown, untilConnection } from "../support/room.js";
import { until } from "../support/until.js";

describe("The desk of a clerk who may not see every item", () => {
  let register: Register;
  let browsing: Browsing;
  let desk: Page;
  let meeting: any;

  beforeAll(async () => {
    register = await startRegister();
    meeting = await meetingWith(register, ["Một", "Hai"]);
    const { id: commitmentId } = await proposed(register, "quangNam", {
      ...{ title: "Việc riêng hai bên", visibility: "PARTIES" },
      parties: [
        { localityId: "quang-nam", role: "OWES" },
        { localityId: "da-nang", role: "BENEFITS" },
      ],
    });
    const hidden = { meetingId: meeting.id, commitmentId, afterId: meeting.agenda[0].id };
    ({ meeting } = await doneInRoom(register, "createAgendaItem", hidden, "coordinator"));
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

  const now = async () => (await desk.locator(".now").textContent()) ?? "";

  it("counts what the clerk may see alone", async () => {
    expect(await now()).toContain("mục 1/2");
    expect(await desk.locator("[data-item] .place").allTextContents()).toEqual(["1", "2"]);
  });

  it("says that what is discussed is not public, and offers what has not been discussed", async () => {
    await doneInRoom(register, "focusAgendaItem", { itemId: meeting.agenda[1].id }, "coordinator");
    await until("a word on it", async () => (await now()).includes("không công khai"));
    expect(await now()).not.toContain("Việc riêng");
    await desk.locator('[data-action="next"]').click();
    await until("the item after it", async () => (await now()).includes("mục 2/2"));
    expect(browsing.trouble).toEqual([]);
  });
});
