import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import compression from "compression";
import express, { type Express, type RequestHandler } from "express";
import type { DemoUser, Door } from "./door.js";
import { isLoopback } from "./origins.js";

/** Where the build puts them; the same from src as from dist. */
const PAGES = fileURLToPath(new URL("../../dist/pages", import.meta.url));

/** `/screen` and `/desk`, each for one meeting or to choose one, and what they are made of. */
export function servePages(app: Express, door: Door): void {
  const compressed = compression({ threshold: 0 });
  // The names of assets change with what is in them.
  const assets = express.static(`${PAGES}/assets`, { immutable: true, maxAge: "1y", index: false, redirect: false });
  app.use("/pages/assets", compressed, assets);
  app.get(["/screen", "/screen/:meeting"], compressed, page("screen"));
  app.get(["/desk", "/desk/:meeting"], compressed, page("desk", door.demoUsers));
}

/** Demo users are offered to this very machine alone: a page of another name, or another machine, gets none. */
function page(name: string, demoUsers: readonly DemoUser[] = []): RequestHandler {
  return async (request, response, next) => {
    const html = await readFile(`${PAGES}/${name}/index.html`, "utf8").catch(() => null);
    if (html === null) return next(); // not built: no such page
    const offered = isLoopback(request.hostname) ? demoUsers : [];
    response
      .set({
        "Cache-Control": "no-cache",
        "Content-Security-Policy": policyFor(request.headers.host),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
      })
      .type("html")
      .send(html.replace(NO_USERS, () => `${USERS}${inScript(offered)}</script>`));
  };
}

const USERS = '<script type="application/json" id="demo-users">';
const NO_USERS = `${USERS}[]</script>`;

const inScript = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");

/** Not every browser counts the WebSocket of the same host as 'self'. */
function policyFor(host = ""): string {
  const sockets = /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : "";
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${sockets}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
