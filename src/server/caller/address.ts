import type { IncomingMessage } from "node:http";
import { isIP, isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";
import proxyAddr from "proxy-addr";
import { StartError } from "../../base/errors.js";

/** Which hops in front of the register may name the client: the position of each, counted from here. */
export type Trust = (address: string, hop: number) => boolean;

const NAMES = ["loopback", "linklocal", "uniquelocal"];

/**
 * Reads `TRUST_PROXY`: nothing, so many hops, or a list of addresses, subnets and the names `loopback`, `linklocal`
 * and `uniquelocal`. Throws StartError on anything else.
 */
export function readTrust(text: string): Trust {
  if (/^\d{1,2}$/.test(text)) return (_address, hop) => hop < Number(text);
  const places = text.split(",").flatMap((each) => each.trim() || []);
  try {
    // What compiles an address takes "100" for 0.0.0.100.
    if (places.every((each) => NAMES.includes(each) || isIP(each.split("/")[0] as string))) {
      return proxyAddr.compile(places);
    }
  } catch {
    // a subnet that is none: told below
  }
  throw new StartError("TRUST_PROXY: must be a number of hops, or addresses, subnets and names such as loopback.");
}

/** The client's address: that of the connection, or what the hops that are trusted say in `X-Forwarded-For`. */
export function addressOf(trust: Trust, request: IncomingMessage): string {
  return oneSpelling(proxyAddr(request, trust) ?? "");
}

/** True where the hop next to us may say how the client came. */
export function isProxied(trust: Trust, { socket }: IncomingMessage): boolean {
  return trust(socket.remoteAddress ?? "", 0);
}

/** However it is written, with a zone or the port that some proxies add: an IPv4 address within IPv6 is that client's. */
function oneSpelling(address: string): string {
  const [, inBrackets, withPort] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(address) ?? [];
  const bare = (inBrackets ?? withPort ?? address).replace(/%.*$/, "");
  return isIP(bare) ? ipaddr.process(bare).toString() : address;
}

/** What counts as one client: one who has an address of IPv6 has 2^64 of them. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const { parts } = ipaddr.parse(address) as ipaddr.IPv6;
  return parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":");
}
