import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import compression from "compression";
import express, { type Express, type Request, type RequestHandler } from "express";
import { isThisMachine } from "../caller/origins.js";
import type { DemoUser, Door } from "../door.js";
import { OWN_HOST, policy } from "./headers.js";

/** Where the build puts them; the same from src as from dist. */
const PAGES = fileURLToPath(new URL("../../../dist/pages", import.meta.url));

const compressed = compression({ threshold: 0 });

/** What the pages are made of. The names of these files change with what is in them. */
export function serveAssets(app: Express): void {
  const assets = express.static(`${PAGES}/assets`, { immutable: true, maxAge: "1y", index: false, redirect: false });
  app.use("/pages/assets", compressed, assets);
}

/** `/screen` and `/desk`, each for one meeting or to choose one. */
export function servePages(app: Express, door: Door): void {
  app.get(
    ["/screen", "/screen/:meeting"],
    compressed,
    MAY,
    page("screen", () => []),
  );
  const demoUsers = (request: Request) => (isThisMachine(door.trust, request) ? door.demoUsers : []);
  app.get(["/desk", "/desk/:meeting"], compressed, MAY, page("desk", demoUsers));
}

const MAY = policy({
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'", "data:"],
  connectSrc: OWN_HOST,
});

/** Demo users are offered to this very machine alone: a page of another name, or another machine, gets none. */
function page(name: string, demoUsers: (request: Request) => readonly DemoUser[]): RequestHandler {
  return async (request, response, next) => {
    const html = await readFile(`${PAGES}/${name}/index.html`, "utf8").catch(() => null);
    if (html === null) return next(); // not built: no such page
    response
      .set("Cache-Control", "no-cache")
      .type("html")
      .send(html.replace(NO_USERS, () => `${USERS}${inScript(demoUsers(request))}</script>`));
  };
}

const USERS = '<script type="application/json" id="demo-users">';
const NO_USERS = `${USERS}[]</script>`;

const inScript = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");
