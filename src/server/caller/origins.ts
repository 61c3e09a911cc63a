import type { IncomingMessage } from "node:http";
import type { Request } from "express";
import { addressOf, isProxied, type Trust } from "./address.js";

interface Known {
  allowedOrigins: readonly string[];
  trust: Trust;
}

/** True for a page of this very server, of an allowed origin, and for what is not a page (no Origin header). */
export function isAllowedOrigin({ allowedOrigins, trust }: Known, request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || allowedOrigins.includes(origin)) return true;
  if (!URL.canParse(origin)) return false; // such as "null": a file, or a frame in a sandbox
  const page = new URL(origin);
  if (page.protocol !== "https:" && isOverTls(trust, request)) return false; // anybody on the way can write such a page
  const own = `${page.protocol}//${host}`; // as a browser writes it: in lower case, without the usual port
  return URL.canParse(own) && new URL(own).host === page.host;
}

/** True where a trusted proxy says that the client came over TLS. */
export function isOverTls(trust: Trust, request: IncomingMessage): boolean {
  const [came] = String(request.headers["x-forwarded-proto"] ?? "").split(",");
  return came?.trim() === "https" && isProxied(trust, request);
}

/** What a proxy adds to a request. */
const PASSED_ON = ["x-forwarded-for", "x-real-ip", "forwarded", "via", "x-forwarded-host", "x-forwarded-proto"];

/** True for who sits at this very machine, calls it by its own name, and is not passed on by a proxy that nobody trusts. */
export function isThisMachine(trust: Trust, request: Request): boolean {
  const passedOn = PASSED_ON.some((name) => request.headers[name] !== undefined) && !isProxied(trust, request);
  return !passedOn && isLoopback(request.hostname) && isLoopback(addressOf(trust, request));
}

/** True for the names and addresses by which a machine calls itself. */
export function isLoopback(name: string): boolean {
  return name === "localhost" || name === "[::1]" || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name);
}
