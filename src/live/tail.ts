import { EventEmitter } from "node:events";
import type { Logger } from "../base/log.js";
import type { Db } from "../store/db.js";
import type { Head, Log, LogRow } from "./log/log.js";

const POLL_MS = 1_000;
/** Without a look at the log for so long nobody can be told that what they see is current. */
const BLIND_AFTER_MS = 10_000;
const PAGE = 500;
/** Rows in memory: a screen that was cut for a while comes back without a read of the log. */
const KEEP = 2_000;

/**
 * Reads every new row of the log once for the whole process and keeps the latest in memory.
 * A wake-up carries no data: losing one costs at most a poll, never a row.
 */
export class Tail<Row extends LogRow> {
  private recent: Row[] = [];
  private place: Head = { position: 0, mark: "", restored: "" };
  private reading: Promise<void> | null = null;
  private again = false;
  private readAt = performance.now();
  private readonly signal = new EventEmitter().setMaxListeners(0);
  private poll: NodeJS.Timeout | undefined;

  private constructor(
    private readonly log: Log<Row>,
    private readonly logger: Logger,
  ) {}

  static async start<Row extends LogRow>(db: Db, log: Log<Row>, logger: Logger): Promise<Tail<Row>> {
    const tail = new Tail(log, logger);
    tail.place = await log.head();
    tail.poll = setInterval(() => tail.wake(), POLL_MS);
    db.onCommit(() => tail.wake());
    return tail;
  }

  /** The position up to which rows have been read. */
  get head(): number {
    return this.place.position;
  }

  /** False where the log could not be read for a while: the database may be away, and things happen unseen. */
  get isCurrent(): boolean {
    return performance.now() - this.readAt < BLIND_AFTER_MS;
  }

  /** The rows after a position, or null if they are no longer in memory. */
  after(position: number): Row[] | null {
    const oldest = this.recent[0]?.position ?? this.place.position + 1;
    return position + 1 < oldest ? null : this.recent.slice(position + 1 - oldest);
  }

  /** The mark of the row at a position, while it is in memory: most screens that come back are not far behind. */
  markAt(position: number): string | undefined {
    return position === this.place.position ? this.place.mark : this.after(position - 1)?.[0]?.mark;
  }

  /** Calls back when the log turns out to be another one: nothing that was told can be gone on from. */
  onLost(listener: () => void): void {
    this.signal.on("lost", listener);
  }

  /** Calls back with the new rows whenever the head has moved; returns how to stop that. */
  onRows(listener: (rows: readonly Row[]) => void): () => void {
    this.signal.on("rows", listener);
    return () => this.signal.off("rows", listener);
  }

  wake(): void {
    this.again = true;
    this.reading ??= this.read().finally(() => {
      this.reading = null;
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.poll);
    await this.reading;
  }

  private async read(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        await this.readNew();
        this.readAt = performance.now();
      } catch (error) {
        this.logger.error({ err: error }, "cannot read the log; trying again");
      }
    }
  }

  /**
   * The row at the head is read again with those after it: where it is another one, or the mark of the last
   * restore is, the database was restored under us.
   */
  private async readNew(): Promise<void> {
    const { position, mark, restored } = this.place;
    const known = position > 0 ? 1 : 0;
    const rows = await this.log.page(position - known, PAGE + known, restored);
    const same =
      known > 0 ? rows.shift()?.mark === mark : rows.length > 0 || (await this.log.head()).restored === restored;
    if (!same) return this.startAgain();
    if (rows.length === 0) return;
    const { position: last, mark: lastMark } = rows.at(-1) as Row;
    this.place = { position: last, mark: lastMark, restored };
    this.recent = [...this.recent, ...rows].slice(-KEEP);
    this.again ||= rows.length === PAGE;
    this.signal.emit("rows", rows);
  }

  private async startAgain(): Promise<void> {
    this.logger.warn("the log is not the one that was followed: every screen has to read again");
    this.recent = [];
    this.place = await this.log.head();
    this.signal.emit("lost");
  }
}
