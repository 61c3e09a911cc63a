import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { renderGraphiQL } from "@graphql-yoga/render-graphiql";
import type { Request, RequestHandler, Response } from "express";
import { OWN_HOST, policy } from "./headers.js";

export interface PlaygroundTab {
  query: string;
  variables?: string;
  headers?: string;
}

/** The playground: one page that asks no other host for anything, made and compressed once, when first asked for. */
export function playground(tabs: readonly PlaygroundTab[]): RequestHandler {
  let page: Page | undefined;
  return (request, response, next) => {
    page ??= render(tabs);
    const { may, send } = page;
    may(request, response, (error) => (error ? next(error) : send(request, response)));
  };
}

interface Page {
  may: ReturnType<typeof policy>;
  send(request: Request, response: Response): void;
}

function render(tabs: readonly PlaygroundTab[]): Page {
  const made = renderGraphiQL({
    title: "Kết Nghĩa",
    logo: SIGN,
    favicon: `data:image/svg+xml,${encodeURIComponent(SIGN)}`,
    endpoint: "/graphql",
    subscriptionsProtocol: "WS",
    defaultEditorToolsVisibility: "headers",
    defaultTabs: [], // they come from keepTabs
  } as Parameters<typeof renderGraphiQL>[0]);
  const html = Buffer.from(made.replace("</head>", () => `${FIRM_TABS}${toneMarks(made)}${keepTabs(tabs)}</head>`));
  // Quality 5: a tenth of the time of the default for a few per cent of the size.
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
  const [br, gzip] = [once(() => brotliCompressSync(html, quality)), once(() => gzipSync(html))];
  const allowed = { ...MAY, scriptSrc: scriptsOf(html) };
  // A browser that has the page keeps the policy that came with it.
  const etag = `"${digest(`${digest(html)}${JSON.stringify(allowed)}`)}"`;
  const send = (request: Request, response: Response) => {
    response.set({ ETag: etag, "Cache-Control": "no-cache", Vary: "Accept-Encoding" }).type("html");
    if (request.headers["if-none-match"] === etag) return void response.status(304).end();
    const encoding = request.acceptsEncodings("br", "gzip") || "identity";
    if (encoding !== "identity") response.set("Content-Encoding", encoding);
    response.send(encoding === "br" ? br() : encoding === "gzip" ? gzip() : html);
  };
  return { may: policy(allowed), send };
}

/** Its editors write styles of their own, and start workers from blobs. */
const MAY = {
  styleSrc: ["'unsafe-inline'"],
  fontSrc: ["data:"],
  imgSrc: ["data:"],
  workerSrc: ["blob:"],
  connectSrc: OWN_HOST,
};

/** The scripts of the page as it was made, and no others. */
function scriptsOf(html: Buffer): string[] {
  const scripts = html.toString().matchAll(/<script>(.*?)<\/script>/gs);
  return Array.from(
    scripts,
    ([, script]) =>
      `'sha256-${createHash("sha256")
        .update(script as string)
        .digest("base64")}'`,
  );
}

const digest = (of: Buffer | string) => createHash("sha256").update(of).digest("base64url");

/** Two rings that hold each other. */
const SIGN = `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 32 32" fill="none" stroke-width="4"><circle cx="11" cy="16" r="8" stroke="#d60590"/><circle cx="21" cy="16" r="8" stroke="#1f6fc4"/><path d="M16 9.8a8 8 0 0 1 2.8 4.4" stroke="#d60590"/></svg>`;

/**
 * GraphiQL 5 lets tabs be dragged, and once its fonts have come, a tab jumps away from the first click on it.
 * A click that comes before the editors would open a tab with the text of another.
 */
const FIRM_TABS = `
<style>
  .graphiql-tab { transform: none !important }
  .graphiql-container:not(:has(.graphiql-query-editor .view-line)) .graphiql-tabs { pointer-events: none }
</style>
<script>
  addEventListener("pointerdown", (event) => {
    if (event.target.closest(".graphiql-tab")) event.stopPropagation();
  }, true);
</script>`;

/** The font of its editors has no letters with two marks, such as "ễ": they come from the page's other font. */
function toneMarks(page: string): string {
  const [roboto = ""] =
    /@font-face\{font-family:Roboto;font-style:normal;font-weight:400;[^}]*U\+1EA0-1EF9[^}]*/.exec(page) ?? [];
  return `
<style>
  ${roboto.replace("Roboto", "Fira Code").replace(/unicode-range:.*/, "unicode-range:U+1EA0-1EF9")}}
</style>`;
}

/**
 * Each window keeps tabs of its own, for as long as the server's are the same: a restart may bring another token.
 * A link with a query opens the tab that has it, or one more; GraphiQL finds it by what it takes for its last state.
 */
function keepTabs(tabs: readonly PlaygroundTab[]): string {
  const story = tabs.map(({ query, variables = "", headers = "" }, index) => {
    const title = /^(?:query|mutation|subscription) (\w+)/m.exec(query)?.[1] ?? "";
    return { id: `story-${index}`, title, query, variables, headers, operationName: title, response: null };
  });
  const state = JSON.stringify({ tabs: story, activeTabIndex: 0 }).replaceAll("<", "\\u003c");
  return `
<script>
  {
    Object.defineProperty(window, "localStorage", { value: sessionStorage });
    const story = ${JSON.stringify(state)};
    if (sessionStorage.getItem("story") !== story) {
      sessionStorage.setItem("story", story);
      sessionStorage.setItem("graphiql:tabState", story);
    }
    const { tabs, activeTabIndex } = JSON.parse(sessionStorage.getItem("graphiql:tabState"));
    const query = new URL(location).searchParams.get("query") ?? tabs[activeTabIndex].query;
    const tab = { ...tabs.find((tab) => tab.query === query), query };
    for (const part of ["query", "variables", "headers"]) {
      sessionStorage.setItem("graphiql:" + part, tab[part] ?? "");
    }
  }
</script>`;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
