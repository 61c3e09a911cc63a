import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Context } from "../../../graphql/context.js";
import { Most } from "../../../graphql/most.js";
import { PartialDate } from "../../../graphql/scalars.js";
import { scopeOf } from "../../../graphql/scope.js";
import { ask, type Statement } from "../../../store/statements.js";
import { momentOf } from "../as-of.js";
import { Commitment } from "../commitment.entity.js";
import { CommitmentStatus } from "../commitment.enums.js";
import type { CommitmentFilter } from "../filter.inputs.js";
import { readFilter } from "../filter.js";
import { CLOSED } from "../steps.js";
import { type CountedRow, type Counts, countColumns, readCounts } from "./counting.js";

@ObjectType({ description: "How many commitments have one status." })
export class StatusCount {
  @Field(() => CommitmentStatus, { description: "The status." })
  status: CommitmentStatus;

  @Field(() => Int, { description: "How many." })
  count: number;
}

@ObjectType({ description: "How far the commitments of something have come, of those that the caller may see." })
export class Progress {
  @Most(9)
  @Field(() => [StatusCount], { description: "How many have each status, in the order of life; 0 where none has." })
  byStatus: StatusCount[];

  @Field(() => Int, { description: "How many are overdue." })
  overdue: number;

  @Field(() => Int, { description: "How many are stale." })
  stale: number;

  @Field(() => PartialDate, { nullable: true, description: "The earliest due date among those that are open." })
  oldestDue: string | null;

  @Field(() => Int, { description: "How many there are." })
  get total(): number {
    return this.having(() => true);
  }

  @Field(() => Int, { description: "How many are open: not completed, declined or cancelled." })
  get open(): number {
    return this.having((status) => !CLOSED.includes(status));
  }

  @Field(() => Int, { description: "How many are completed." })
  get completed(): number {
    return this.having((status) => status === CommitmentStatus.COMPLETED);
  }

  @Field(() => Int, { description: "How many are disputed." })
  get disputed(): number {
    return this.having((status) => status === CommitmentStatus.DISPUTED);
  }

  @Field(() => Float, {
    nullable: true,
    description: "The part that is completed, 0 to 1, of those that are open or completed; null where there are none.",
  })
  get completedShare(): number | null {
    const { open, completed } = this;
    return open + completed === 0 ? null : completed / (open + completed);
  }

  private having(wanted: (status: CommitmentStatus) => boolean): number {
    return this.byStatus.reduce((sum, { status, count }) => (wanted(status) ? sum + count : sum), 0);
  }
}

export interface ProgressArgs {
  filter?: CommitmentFilter | null;
  asOf?: Date | null;
}

/** Which commitments belong to which parents: `SELECT … AS child, … AS parent`, each pair once, for the parents given. */
export type Belonging = (parents: string) => string;

/** The progress of one parent, counted in one statement for all that are asked for at the same time. */
export async function progressOf(
  ctx: Context,
  { filter, asOf }: ProgressArgs,
  belonging: Belonging,
  parent: number,
): Promise<Progress> {
  const moment = momentOf(ctx.db.dialect, asOf);
  const condition = await readFilter(ctx, filter, moment.clock);
  const name = `progress ${belonging("")} ${JSON.stringify([filter ?? null, asOf ?? null])}`;
  return ctx.load.batch(name, parent, async (parents: readonly number[]) => {
    const counts = (to: Statement) =>
      `SELECT t.parent AS parent, ${moment.columns.status} AS status, ${countColumns(to, moment)}
      FROM (${belonging(to.list(parents))}) t JOIN commitment c ON c.id = t.child ${moment.join(to)}
      WHERE (${scopeOf(Commitment, ctx.who, "c")}) AND ${condition.sql(to, moment.columns)}
      GROUP BY t.parent, ${moment.columns.status}`;
    const rows = await ask<CountedRow>(ctx.db.read, counts);
    return parents.map((each) => toProgress(rows.filter((row) => row.parent === each)));
  });
}

function toProgress(rows: readonly CountedRow[]): Progress {
  const counted = new Map(rows.map((row) => [row.status, readCounts(row)]));
  const all = [...counted.values()];
  const sum = (what: "overdue" | "stale") => all.reduce((total, counts: Counts) => total + counts[what], 0);
  return Object.assign(new Progress(), {
    byStatus: Object.values(CommitmentStatus).map((status) => ({ status, count: counted.get(status)?.count ?? 0 })),
    overdue: sum("overdue"),
    stale: sum("stale"),
    oldestDue: all.flatMap(({ oldestDue }) => oldestDue ?? []).sort()[0] ?? null,
  });
}
