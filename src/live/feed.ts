import pLimit, { type LimitFunction } from "p-limit";
import { resyncRequired } from "../base/errors.js";
import { leftBy } from "./leaving.js";
import type { Log, LogRow } from "./log/log.js";
import type { Tail } from "./tail.js";

export interface CatchUpBounds {
  /** Rows that a reader who is behind reads at a time. */
  page: number;
  /** How many such reads may be under way at the same time; the others wait their turn. */
  atOnce: number;
}

/** Follows the log from any position: first what is written, then what comes, by one code path. */
export class Feed<Row extends LogRow> {
  private readonly readers = new Set<symbol>();
  private readonly turn: LimitFunction;

  constructor(
    readonly log: Log<Row>,
    readonly tail: Tail<Row>,
    private readonly bounds: CatchUpBounds,
  ) {
    this.turn = pLimit(bounds.atOnce);
  }

  /** The position after which to follow; without a cursor that of now. Throws as `log.resume` does. */
  async startAfter(cursor: string | null | undefined): Promise<number> {
    if (cursor == null) return (await this.log.head()).position;
    const { position, mark } = this.log.cursors.read(cursor);
    const known = this.tail.markAt(position);
    if (known === undefined) return this.log.resume(cursor);
    if (known !== mark) throw resyncRequired();
    return position;
  }

  /** The next rows after a position, from memory or by a page of the log; none where there are none yet. */
  async next(position: number): Promise<readonly Row[]> {
    return this.tail.after(position) ?? (await this.turn(() => this.log.page(position, this.bounds.page)));
  }

  /** Counts a reader in; returns how to count it out. */
  enter(): () => void {
    const reader = Symbol();
    this.readers.add(reader);
    return () => void this.readers.delete(reader);
  }

  /** How many follow the log at the moment. */
  get followers(): number {
    return this.readers.size;
  }

  /** Does a piece of catching up when it is its turn: what is read for those who are behind leaves others their share. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.turn(work);
  }

  /** How many reads of readers who are behind wait for their turn. */
  get waitingReads(): number {
    return this.turn.pendingCount;
  }

  /**
   * Every row after the position, in order, once. The reader pulls, so nothing queues.
   * Ends when the reader leaves, also while nothing happens.
   */
  follow(start: number): AsyncGenerator<Row, void, void> {
    const leave = new AbortController();
    leave.signal.addEventListener("abort", this.enter());
    return leftBy(leave, this.rows(start, leave.signal));
  }

  private async *rows(start: number, left: AbortSignal): AsyncGenerator<Row, void, void> {
    let position = start;
    while (!left.aborted) {
      while (position >= this.tail.head && !left.aborted) await this.tail.news(left);
      for (const row of await this.next(position)) {
        if (left.aborted) return;
        position = row.position;
        yield row;
      }
    }
  }
}
