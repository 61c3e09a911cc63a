import { createHash } from "node:crypto";
import { rateLimited } from "../../base/errors.js";
import type { Context } from "../../graphql/context.js";
import type { Identity } from "../../graphql/identity.js";
import { Role } from "../../graphql/role.js";
import { networkOf } from "../caller/address.js";
import { isLoopback } from "../caller/origins.js";
import type { Metrics } from "../metrics.js";
import { Rate } from "./rate.js";
import { isWrongToken, WrongTokens } from "./wrong-tokens.js";

/** How often there may be what; 0 is without a limit. */
export interface RateLimits {
  /** Operations in a second. */
  perSubject: number;
  perAddress: number;
  /** In a minute, from one address. */
  wrongTokens: number;
  /** Whether they hold for callers of this very machine, too: for measuring, and for commands. */
  onLoopback: boolean;
}

interface Knock {
  authorization: string | undefined;
  address: string;
}

/** What an operation counts in. */
interface Bucket {
  rate: Rate;
  key: string;
  /** What is said where it is full. */
  message: string;
}

/** Screens that come back together ask for what their address may ask in that many seconds. */
const BURST_S = 10;
const MOST_GOOD_TOKENS = 10_000;
const REMEMBERED_MS = 15 * 60_000;

/** How often a subject or an address may ask, over both doors together. What is too much throws RATE_LIMITED. */
export class Rates {
  private readonly spares: (address: string) => boolean;
  private readonly subjects: Rate | null;
  private readonly addresses: Rate | null;
  private readonly connections: Rate | null;
  private readonly wrongTokens: WrongTokens | null;
  /** Digests of tokens that were good, and until when that is remembered; the latest come last. */
  private readonly good = new Map<string, number>();

  constructor(
    { perSubject, perAddress, wrongTokens, onLoopback }: RateLimits,
    private readonly metrics: Metrics,
  ) {
    this.spares = (address) => !onLoopback && isLoopback(address);
    const rate = (perSecond: number, seconds: number) =>
      perSecond === 0 ? null : new Rate(perSecond, Math.max(1, perSecond * seconds));
    this.subjects = rate(perSubject, BURST_S);
    this.addresses = rate(perAddress, BURST_S);
    this.connections = rate(perAddress, BURST_S);
    const wrong = rate(wrongTokens / 60, 60);
    this.wrongTokens = wrong && new WrongTokens(wrong, metrics);
  }

  /** An operation, before anything of it is read. */
  fromAddress(address: string): void {
    this.count(this.ofAddress(address));
  }

  /** A WebSocket: counted apart, so that those that come back leave room for what they ask. In how long it may come; 0 is now. */
  newConnection(address: string): number {
    const wait = this.spares(address) ? 0 : (this.connections?.take(networkOf(address)) ?? 0);
    if (wait > 0) this.metrics.count("rate_limited");
    return wait;
  }

  /** An operation of somebody who may write. One token of a VIEWER may hang in thousands of screens: their address counts. */
  bySubject(who: Identity, address: string): void {
    this.count(this.ofSubject(who, address));
  }

  /** An operation that has been let in as one, and turns out to be so many mutations. */
  asMutations({ who, address }: Pick<Context, "who" | "address">, mutations: number): void {
    if (mutations < 2) return;
    // Who is beyond a rate of its own leaves that of the others behind its address alone.
    for (const bucket of [this.ofSubject(who, address), this.ofAddress(address)]) {
      bucket?.rate.giveBack(bucket.key);
      this.count(bucket, mutations);
    }
  }

  /**
   * Signs in, unless too many wrong tokens have come from that address. One that was good of late goes on: nobody is
   * locked out by somebody else behind the same address.
   */
  async signIn<T>({ authorization, address }: Knock, check: () => Promise<T>): Promise<T> {
    if (!authorization || this.wrongTokens === null) return check();
    const token = createHash("sha256").update(authorization).digest("base64");
    try {
      const found = await (this.isGood(token) ? check() : this.wrongTokens.check(networkOf(address), check));
      this.remember(token);
      return found;
    } catch (error) {
      if (isWrongToken(error)) this.good.delete(token);
      throw error;
    }
  }

  private ofAddress(address: string): Bucket | null {
    if (this.addresses === null || this.spares(address)) return null;
    return { rate: this.addresses, key: networkOf(address), message: "Too many requests from this address." };
  }

  private ofSubject({ subject, role }: Identity, address: string): Bucket | null {
    if (this.subjects === null || subject === null || role === Role.VIEWER || this.spares(address)) return null;
    return { rate: this.subjects, key: subject, message: "Too many requests of this user." };
  }

  private count(bucket: Bucket | null, count = 1): void {
    if (bucket === null) return;
    const wait = bucket.rate.take(bucket.key, count);
    if (wait === 0) return;
    this.metrics.count("rate_limited");
    throw rateLimited(bucket.message, wait);
  }

  private isGood(token: string): boolean {
    return (this.good.get(token) ?? 0) > performance.now();
  }

  private remember(token: string): void {
    this.good.delete(token);
    this.good.set(token, performance.now() + REMEMBERED_MS);
    const [oldest] = this.good.keys();
    if (this.good.size > MOST_GOOD_TOKENS) this.good.delete(oldest as string);
  }
}
