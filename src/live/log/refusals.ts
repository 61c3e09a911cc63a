import { isAway } from "../../store/away.js";
import type { Db } from "../../store/db.js";
import { untimed } from "../../store/deadline.js";
import { type Deed, recordDeed } from "./deeds.js";

/** Lines of one transaction, for which everybody who writes waits. */
const AT_ONCE = 500;
/** One more than so many that wait is lost. */
const MOST_WAITING = 10_000;
/** How long an answer waits for its line: whoever holds the log must not hold every answer. */
const WAIT_MS = 2_000;

interface Waiting {
  deed: Deed;
  isOver: () => void;
}

/** Writes down what was refused, in transactions of its own: those that wait share one, as each costs a durable write. */
export class Refusals {
  private readonly waiting: Waiting[] = [];
  private writing: Promise<void> | null = null;

  constructor(
    private readonly db: Db,
    /** Hears of what has no line. */
    readonly lost: (deed: Deed, cause: unknown) => void,
  ) {}

  /** Resolves when the line is written or lost, or has waited for 2 s: it is still written then. */
  async write(deed: Deed): Promise<void> {
    if (this.waiting.length >= MOST_WAITING) return this.lost(deed, new Error("too many wait"));
    const over = new Promise<void>((resolve) => this.waiting.push({ deed, isOver: resolve }));
    this.writing ??= untimed(() => this.writeAll());
    await soon(over);
  }

  /** Writes what waits, within 2 s; what is left is lost. */
  async close(): Promise<void> {
    await soon(this.writing);
    for (const { deed } of this.waiting.splice(0)) this.lost(deed, new Error("the register stops"));
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const some = this.waiting.splice(0, AT_ONCE);
      await this.writeTogether(some.map(({ deed }) => deed));
      for (const { isOver } of some) isOver();
    }
    this.writing = null;
  }

  /** Where one of them cannot be written, it takes no other with it. */
  private async writeTogether(deeds: readonly Deed[]): Promise<void> {
    try {
      await this.db.write(async (tx) => {
        for (const deed of deeds) await recordDeed(tx, deed);
      });
    } catch (error) {
      if (deeds.length > 1 && !isAway(error)) for (const deed of deeds) await this.writeTogether([deed]);
      else for (const deed of deeds) this.lost(deed, error);
    }
  }
}

async function soon(work: Promise<void> | null): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, WAIT_MS);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
