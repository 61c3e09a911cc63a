import { ErrorCode, Refusal, rateLimited } from "../../base/errors.js";
import type { Metrics } from "../metrics.js";
import type { Rate } from "./rate.js";

/** How many wrong tokens may come from where. */
export class WrongTokens {
  /** Those that are being checked. */
  private readonly underWay = new Map<string, Set<Promise<unknown>>>();

  constructor(
    private readonly rate: Rate,
    private readonly metrics: Metrics,
  ) {}

  /** Checks a token, which counts as a wrong one until it has turned out not to be: many at once pass no limit. */
  async check<T>(network: string, check: () => Promise<T>): Promise<T> {
    await this.takeRoom(network);
    const checking = check();
    const all = this.underWay.get(network) ?? new Set();
    this.underWay.set(network, all.add(checking));
    try {
      const found = await checking;
      this.rate.giveBack(network);
      return found;
    } catch (error) {
      if (isWrongToken(error)) this.metrics.count("wrong_tokens");
      else this.rate.giveBack(network);
      throw error;
    } finally {
      all.delete(checking);
      if (all.size === 0) this.underWay.delete(network);
    }
  }

  /** Where those that are being checked take all the room, most of them may give it back: it is waited for. */
  private async takeRoom(network: string): Promise<void> {
    for (;;) {
      const wait = this.rate.take(network);
      if (wait === 0) return;
      const [oldest] = this.underWay.get(network) ?? [];
      if (oldest === undefined) {
        this.metrics.count("rate_limited");
        throw rateLimited("Too many wrong tokens from this address.", wait);
      }
      await oldest.catch(() => undefined);
    }
  }
}

/** One that has ended or was revoked is none. */
export function isWrongToken(error: unknown): boolean {
  if (!(error instanceof Refusal) || error.code !== ErrorCode.UNAUTHENTICATED) return false;
  return !error.extensions.expired && !error.extensions.revoked;
}
