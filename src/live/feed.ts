import type { Log, LogRow } from "./log.js";
import type { Tail } from "./tail.js";

const PAGE = 100;

/** Follows the log from any position: first what is written, then what comes, by one code path. */
export class Feed<Row extends LogRow> {
  private readonly readers = new Set<AbortController>();

  constructor(
    readonly log: Log<Row>,
    readonly tail: Tail<Row>,
  ) {}

  /**
   * Every row after the cursor (left out: from now on), in order, once. The reader pulls, so nothing queues.
   * Ends when the reader leaves, also while nothing happens.
   */
  async follow(cursor?: string | null): Promise<AsyncGenerator<Row, void, void>> {
    const start = cursor == null ? (await this.log.head()).position : await this.log.resume(cursor);
    const leave = new AbortController();
    this.readers.add(leave);
    leave.signal.addEventListener("abort", () => this.readers.delete(leave));
    const rows = this.rows(start, leave.signal);
    const close = rows.return.bind(rows);
    // A generator asleep in an await cannot be returned from: wake it first.
    rows.return = (value) => {
      leave.abort();
      return close(value);
    };
    return rows;
  }

  /** How many follow the log at the moment. */
  get followers(): number {
    return this.readers.size;
  }

  private async *rows(start: number, left: AbortSignal): AsyncGenerator<Row, void, void> {
    let position = start;
    while (!left.aborted) {
      if (position >= this.tail.head) await this.news(position, left);
      for (const row of this.tail.after(position) ?? (await this.log.page(position, PAGE))) {
        if (left.aborted) return;
        position = row.position;
        yield row;
      }
    }
  }

  /** Resolves when the tail has passed the position, or the reader has left. */
  private news(position: number, left: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        stop();
        left.removeEventListener("abort", done);
        resolve();
      };
      const stop = this.tail.onMove(() => this.tail.head > position && done());
      left.addEventListener("abort", done);
      if (left.aborted || this.tail.head > position) done();
    });
  }
}
