const MOST_KEPT = 100_000;

/** Leaky buckets, one for each key: each holds so many, and loses so many in a second. */
export class Rate {
  /** When each bucket will be empty again. The one that was filled last comes last. */
  private readonly emptyAt = new Map<string, number>();
  private readonly dropMs: number;

  constructor(
    perSecond: number,
    private readonly most: number,
  ) {
    this.dropMs = 1_000 / perSecond; // endless where none leaves
  }

  /** How many buckets are remembered. */
  get size(): number {
    return this.emptyAt.size;
  }

  /** In how many milliseconds the bucket has room for one more; 0 where it has now. */
  wait(key: string): number {
    const now = performance.now();
    const filled = Math.max(0, (this.emptyAt.get(key) ?? 0) - now);
    return Math.ceil(Math.max(0, filled - (this.most - 1) * this.dropMs));
  }

  /** Puts so many in where there is room for one, and says as `wait` does whether there was. */
  take(key: string, count = 1): number {
    const wait = this.wait(key);
    if (wait === 0) this.fill(key, count);
    return wait;
  }

  /** Takes one out that was put in. */
  giveBack(key: string): void {
    const emptyAt = this.emptyAt.get(key);
    if (emptyAt !== undefined) this.emptyAt.set(key, emptyAt - this.dropMs);
  }

  private fill(key: string, count: number): void {
    const now = performance.now();
    const emptyAt = Math.max(now, this.emptyAt.get(key) ?? 0) + count * this.dropMs;
    this.emptyAt.delete(key);
    this.emptyAt.set(key, emptyAt);
    this.forget(now);
  }

  /** Of those that were filled longest ago, two at a time: faster than new ones come. */
  private forget(now: number): void {
    let looked = 0;
    for (const [key, emptyAt] of this.emptyAt) {
      if (looked++ === 2 || (emptyAt > now && this.emptyAt.size <= MOST_KEPT)) return;
      this.emptyAt.delete(key);
    }
  }
}
