import type { Feed } from "../../live/feed.js";
import type { LogRow } from "../../live/log/log.js";
import type { Context } from "../context.js";
import { inTime } from "../in-time.js";
import type { Loaders } from "../loader.js";

/** What a subscription to the log asks of each row: in the caller's name, and by the filter it gave. */
export interface Questions<Row, Facts> {
  /** What filters ask of the row, read as it is now; null where the caller may not see it. */
  facts(ctx: Context, row: Row): Promise<Facts | null>;
  matches(facts: Facts): boolean;
  /** Gives the loaders what the facts are made of. */
  give(load: Loaders, facts: Facts): void;
  /** Equal keys are equal filters. */
  filterKey: string;
}

/**
 * The source of a subscription to the log. Iterated, it gives every row after the start that the caller may see and
 * wants to, first what is written, then what comes. A socket does not iterate it, but takes its seat at the hub.
 */
export class Following<Row extends LogRow, Facts> implements AsyncIterable<Row> {
  constructor(
    readonly feed: Feed<Row>,
    readonly start: number,
    readonly questions: Questions<Row, Facts>,
    private readonly ctx: Context,
  ) {}

  /** What filters ask of a row. */
  facts(ctx: Context, row: Row): Promise<Facts | null> {
    return inTime(ctx.newDeadline("events"), () => this.questions.facts(ctx, row));
  }

  /** The facts of a row that the caller may see and wants to; null for any other. */
  async factsToTell(ctx: Context, row: Row): Promise<Facts | null> {
    const facts = await this.facts(ctx, row);
    return facts !== null && this.questions.matches(facts) ? facts : null;
  }

  [Symbol.asyncIterator](): AsyncIterator<Row, void, void> {
    const rows = this.feed.follow(this.start);
    return {
      next: async () => {
        for (;;) {
          const result = await rows.next();
          if (result.done || (await this.factsToTell(this.ctx, result.value)) !== null) return result;
        }
      },
      return: () => rows.return(),
    };
  }
}
