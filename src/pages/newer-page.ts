/**
 * Loads the page again if the register has a newer one, as after an upgrade: its HTML names other files then. To be
 * called when the connection is back. Not before these can be had: of several processes some may still be old ones.
 */
export async function reloadIfNewer(): Promise<void> {
  const named = filesIn(await (await get(location.href)).text());
  const own = filesIn(document.head.innerHTML);
  if (named.length === 0 || named.join() === own.join()) return;
  const files = await Promise.all(named.map((name) => get(name)));
  const isFile = ({ ok, headers }: Response) => ok && /javascript|css/.test(headers.get("content-type") ?? "");
  if (files.every(isFile)) location.reload();
}

const get = (url: string) => fetch(url, { cache: "no-store", signal: AbortSignal.timeout(10_000) });

const filesIn = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="(\/pages\/assets\/[^"]+\.(?:js|css))"/g)].map(([, name]) => name ?? "").sort();
