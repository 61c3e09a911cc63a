import { EventEmitter, once } from "node:events";
import type { Logger } from "../base/log.js";
import type { Db } from "../store/db.js";
import type { Head, Log, LogRow } from "./log/log.js";
import { Looks } from "./looks.js";

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
  private readonly looks: Looks;
  private readAt = performance.now();
  private readonly signal = new EventEmitter().setMaxListeners(0);

  private constructor(
    private readonly log: Log<Row>,
    private readonly logger: Logger,
  ) {
    this.looks = new Looks(() => this.readNew(), "the log", logger);
  }

  static async start<Row extends LogRow>(db: Db, log: Log<Row>, logger: Logger): Promise<Tail<Row>> {
    const tail = new Tail(log, logger);
    tail.place = await log.head();
    tail.looks.start();
    db.onCommit(() => tail.looks.wake());
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

  /** Calls back with the new rows whenever the head has moved. */
  onRows(listener: (rows: readonly Row[]) => void): void {
    this.signal.on("rows", listener);
  }

  /** Resolves when the head has moved, or the reader has left. */
  async news(left: AbortSignal): Promise<void> {
    await once(this.signal, "rows", { signal: left }).catch(() => undefined);
  }

  stop(): Promise<void> {
    return this.looks.stop();
  }

  /**
   * The row at the head is read again with those after it: where it is another one, or the mark of the last
   * restore is, the database was restored under us.
   */
  private async readNew(): Promise<void> {
    const { position, mark, restored } = this.place;
    const isEmpty = position === 0; // then there is no row to know it by
    const rows = await this.log.page(isEmpty ? 0 : position - 1, PAGE + 1, restored);
    const isSame = isEmpty
      ? rows.length > 0 || (await this.log.head()).restored === restored
      : rows.shift()?.mark === mark;
    if (!isSame) await this.startAgain();
    else if (rows.length > 0) this.take(rows);
    this.readAt = performance.now();
  }

  private take(rows: Row[]): void {
    const { position: last, mark: lastMark } = rows.at(-1) as Row;
    this.place = { ...this.place, position: last, mark: lastMark };
    this.recent = [...this.recent, ...rows].slice(-KEEP);
    if (rows.length >= PAGE) void this.looks.wake();
    this.signal.emit("rows", rows);
  }

  private async startAgain(): Promise<void> {
    this.logger.warn("the log is not the one that was followed: every screen has to read again");
    this.recent = [];
    this.place = await this.log.head();
    this.signal.emit("lost");
  }
}
