import type { IncomingMessage } from "node:http";
import type { RequestHandler } from "express";
import helmet from "helmet";
import type { Trust } from "../caller/address.js";
import { isOverTls } from "../caller/origins.js";

const HALF_A_YEAR_S = 180 * 24 * 60 * 60;

/** What every answer forbids a browser to do with it; a page that needs more says so with a `policy` of its own. */
export function securityHeaders(trust: Trust): RequestHandler[] {
  const strictTransport = helmet.strictTransportSecurity({ maxAge: HALF_A_YEAR_S, includeSubDomains: false });
  return [
    helmet({
      contentSecurityPolicy: false, // policy, below
      strictTransportSecurity: false, // a browser that was told so once could not come back to plain HTTP
      xFrameOptions: { action: "deny" },
      // What only browsers that are gone have asked for.
      ...{ xDnsPrefetchControl: false, xDownloadOptions: false, xPermittedCrossDomainPolicies: false },
    }),
    policy({}),
    (request, response, next) =>
      isOverTls(trust, request) ? strictTransport(request, response, () => next()) : next(),
  ];
}

/** A Content-Security-Policy: what is not named in it is forbidden. */
export function policy(allowed: Record<string, readonly (string | ((request: IncomingMessage) => string))[]>) {
  const none = ["'none'"];
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: { defaultSrc: none, baseUri: none, formAction: none, frameAncestors: none, ...allowed },
  });
}

/** Where a page may ask: not every browser counts the WebSocket of the same host as 'self'. */
export const OWN_HOST = ["'self'", ({ headers: { host = "" } }: IncomingMessage) => socketsOf(host)];

function socketsOf(host: string): string {
  return /^[\w.:[\]-]+$/.test(host) ? `ws://${host} wss://${host}` : "'self'";
}
