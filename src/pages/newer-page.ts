/**
 * Loads the page again if the register has a newer one, as after an upgrade: its HTML names other files then.
 * To be called when the connection is back.
 */
export async function reloadIfNewer(): Promise<void> {
  const response = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(10_000) });
  if (!response.ok) return;
  const html = await response.text();
  const files = [...document.head.querySelectorAll("script[src], link[rel=stylesheet]")];
  const names = files.map((file) => file.getAttribute("src") ?? file.getAttribute("href") ?? "");
  if (html.includes("<script") && !names.every((name) => html.includes(name))) location.reload();
}
