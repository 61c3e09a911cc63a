import type { IncomingHttpHeaders } from "node:http";

/** True for a page of this very server, of an allowed origin, and for what is not a page (no Origin header). */
export function isAllowedOrigin(allowed: readonly string[], { origin, host }: IncomingHttpHeaders): boolean {
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
