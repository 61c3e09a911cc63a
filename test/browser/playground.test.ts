import type { Page } from "playwright-core";
import { type Browsing, browse } from "../support/browser.js";
import { newDatabase, type Running, run } from "../support/process.js";
import { picture } from "../support/room.js";

/** Clicks on a tab, and runs it as soon as the address has its query: that is when the page has taken it in. */
async function runTab(window: Page, tab: string): Promise<void> {
  await window.locator(`button[title=${tab}]`).click();
  await window.waitForURL((url) => url.searchParams.get("query")?.includes(` ${tab} {`) === true);
  await window.locator(".graphiql-execute-button").click();
}

async function shows(window: Page, ...texts: string[]): Promise<void> {
  for (const text of texts) await window.locator(".graphiql-response").getByText(text).first().waitFor();
}

describe("The playground", () => {
  let server: Running;
  let browsing: Browsing;
  let first: Page;
  let second: Page;

  beforeAll(async () => {
    server = await run({ DATABASE_URL: await newDatabase(), AUTH_SECRET: "" });
    browsing = await browse(server.url);
    first = await browsing.open("/playground");
  }, 60_000);
  afterAll(async () => {
    await browsing?.browser.close();
    await server?.end();
  }, 20_000);

  it("tells who promised what", async () => {
    await runTab(first, "WhoPromisedWhat");
    await shows(first, '"HN-QNA-2019-01"', '"Hà Nội"', '"Quảng Nam"');
  });

  it("tells what is owed to Quảng Nam, and who asks for it today", async () => {
    await runTab(first, "OwedToQuangNam");
    await shows(first, '"Quảng Nam"', '"Đà Nẵng"', '"HN-QNA-2019-01"');
  });

  it("counts by sector and status", async () => {
    await runTab(first, "BySectorAndStatus");
    await shows(first, '"count"');
  });

  it("shows in one window what another changes, with the token that is already there", async () => {
    await runTab(first, "WatchChanges");
    second = await browsing.open("/playground");
    await runTab(second, "Propose");
    await shows(second, '"PROPOSED"');
    await shows(first, '"Tuần ẩm thực Quảng Nam ở Hà Nội"');
    await runTab(second, "Move");
    await shows(second, '"IN_PROGRESS"');
    await shows(first, '"IN_PROGRESS"');
    await picture(first, "playground");
  });

  it("keeps its tabs and the token when it is loaded again", async () => {
    await second.reload();
    await second.locator(".graphiql-tab-active", { hasText: "Move" }).waitFor();
    await runTab(second, "Move");
    await shows(second, '"INVALID_TRANSITION"');
    expect(await second.locator(".graphiql-tab").count()).toBe(6);
  });

  it("asks no other host for anything, and tells of no error and of nothing that its policy forbids", () =>
    expect(browsing.trouble).toEqual([]));

  it("lets no other script in, whatever gets into the page", async () => {
    const { headers } = await fetch(`${server.url}/playground`);
    expect(headers.get("content-security-policy")).toMatch(/script-src( 'sha256-[\w+/]+=')+($|;)/);
    const forbidden = await first.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
          document.body.insertAdjacentHTML("beforeend", "<img src='data:,' onerror='document.title = 1'>");
        }),
    );
    expect(forbidden).toBe("script-src-attr");
  });
});
