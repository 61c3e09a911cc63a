import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", // a closed network
];

export interface Browsing {
  browser: Browser;
  /** What went wrong in any window: what was asked of another host, what was refused, and every error told of. */
  trouble: string[];
  /** A window more of the same browser. */
  open(path: string): Promise<Page>;
  /** What axe finds that keeps people out of the page: of the impact "serious" or "critical". */
  barriers(page: Page): Promise<string[]>;
}

async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source); // the policy of the pages lets no other script in
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

/** The installed Chromium, or the one that CHROMIUM names, for the pages of one host. */
export async function browse(host: string): Promise<Browsing> {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const context = await browser.newContext({ baseURL: host, viewport: { width: 1280, height: 720 } });
  context.setDefaultTimeout(10_000);
  const trouble: string[] = [];
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== host) trouble.push(`asked ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) trouble.push(`${response.status()} ${response.url()}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error") trouble.push(message.text());
  });
  context.on("weberror", (error) => void trouble.push(error.error().message));
  const open = async (path: string) => {
    const page = await context.newPage();
    await page.goto(path);
    return page;
  };
  return { browser, trouble, open, barriers };
}
