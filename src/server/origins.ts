import type { IncomingHttpHeaders } from "node:http";

/** True for a page of this very server, of an allowed origin, and for what is not a page (no Origin header). */
export function isAllowedOrigin(allowed: readonly string[], { origin, host }: IncomingHttpHeaders): boolean {
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** True for the names by which a machine calls itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
