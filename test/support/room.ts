import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { post } from "./http.js";
import { until } from "./until.js";

/** What a page in a conference room shows. */

/** Pictures of the pages, to be looked at: beside the repository, never in it. */
const PICTURES = process.env.PICTURES ?? join(tmpdir(), "ket-nghia-pictures");

export const SIZES = { laptop: [1280, 720], hall: [1920, 1080], wall: [3840, 2160] } as const;

export async function picture(page: Page, name: string, size?: keyof typeof SIZES): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  if (size !== undefined) {
    const [width, height] = SIZES[size];
    await page.setViewportSize({ width, height });
  }
  await page.screenshot({ path: join(PICTURES, `${[name, size].filter(Boolean).join("-")}.png`) });
}

export const connectionOf = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.body.dataset.connection);

export function untilConnection(page: Page, state: string, withinMs?: number): Promise<void> {
  return until(`the page to be ${state}`, async () => (await connectionOf(page)) === state, withinMs);
}

/** Takes a place at the desk of a meeting in the name of a token, kept as the desk keeps one. */
export async function sitDown(desk: Page, meeting: string, token: string): Promise<void> {
  await desk.evaluate((it) => sessionStorage.setItem("ket-nghia-token", it), token);
  await desk.goto(`/desk/${meeting}`);
}

/** The status of each commitment, by id. */
export async function statusesOn(page: Page): Promise<Record<string, string>> {
  const rows = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[data-commitment]")].map((row) => [
      row.dataset.commitment,
      row.dataset.status,
    ]),
  );
  return Object.fromEntries(rows);
}

/** The same, as the register says. */
export async function statusesIn(url: string, meeting: string): Promise<Record<string, string>> {
  const { data } = await post(
    url,
    "query ($meeting: ID!) { commitments(first: 100, filter: { tabledAt: [$meeting] }) { nodes { id status } } }",
    { meeting },
  );
  return Object.fromEntries(
    data.commitments.nodes.map(({ id, status }: { id: string; status: string }) => [id, status]),
  );
}

/** Waits until a page shows what the register says. */
export async function untilTrue(page: Page, url: string, meeting: string, withinMs?: number): Promise<void> {
  const text = (statuses: Record<string, string>) => JSON.stringify(Object.entries(statuses).sort());
  await until(
    "the page to show what the register says",
    async () => text(await statusesOn(page)) === text(await statusesIn(url, meeting)),
    withinMs,
  );
}
