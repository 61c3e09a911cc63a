import pLimit from "p-limit";
import type { Database } from "sqlite3";
import { Deadline } from "../deadline.js";

/**
 * One connection of SQLite, on which statements are stopped at their deadline. They run one at a time, as SQLite would
 * have it anyway: more of them would only fill the few threads that also check tokens and read files.
 */
export class Interruptible {
  private readonly turn = pLimit(1);
  private hasEnded = false;

  /** `between` is called after each statement, while none runs. */
  constructor(
    private readonly database: Database,
    private readonly between: () => unknown,
  ) {}

  run<T>(ask: () => Promise<T>): Promise<T> {
    const deadline = Deadline.current;
    return this.turn(async () => {
      deadline?.check();
      if (this.hasEnded) throw new Error("the database is closed");
      try {
        return await (deadline === undefined ? ask() : deadline.during(ask(), () => this.stop()));
      } finally {
        await this.between();
      }
    });
  }

  /** Does something last: what runs is stopped, and what waits is not begun. */
  end(last: () => unknown): Promise<unknown> {
    this.hasEnded = true;
    this.stop();
    return this.turn(last);
  }

  /** It has no effect on what begins later. */
  private stop(): void {
    try {
      this.database.interrupt();
    } catch {} // closed meanwhile
  }
}
