import type { IncomingMessage } from "node:http";
import proxyAddr from "proxy-addr";
import { StartError } from "../base/errors.js";

/** Which hops in front of the register may name the client: the position of each, counted from here. */
export type Trust = (address: string, hop: number) => boolean;

/**
 * Reads `TRUST_PROXY`: nothing, so many hops, or a list of addresses, subnets and the names `loopback`, `linklocal`
 * and `uniquelocal`. Throws StartError on anything else.
 */
export function readTrust(text: string): Trust {
  if (/^\d{1,2}$/.test(text)) return (_address, hop) => hop < Number(text);
  try {
    return proxyAddr.compile(text.split(",").flatMap((each) => each.trim() || []));
  } catch {
    throw new StartError("TRUST_PROXY: must be a number of hops, or addresses, subnets and names such as loopback.");
  }
}

/** The client's address: that of the connection, or what the hops that are trusted say in `X-Forwarded-For`. */
export function addressOf(trust: Trust, request: IncomingMessage): string {
  return proxyAddr(request, trust) ?? "";
}
