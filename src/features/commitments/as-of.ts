import { CLOCK, type Clock, clockAt, instantOf } from "../../base/dates.js";
import type { Context } from "../../graphql/context.js";
import type { Dialect } from "../../store/db.js";
import { ask, type Statement } from "../../store/statements.js";
import type { CommitmentStatus } from "./commitment.enums.js";
import { asItIs, type Names } from "./conditions.js";

/** When a question about commitments is meant: now, or at an instant of their history. */
export interface Moment {
  clock: Clock;
  columns: Names;
  /** Joins the `columns` to the commitment `c`, and leaves out those that were not yet born. */
  join(statement: Statement): string;
}

/** The argument `asOf`, wherever something is counted. */
export const AS_OF =
  "As of this instant, by the history: only those that had a status by then, with the one they had. In the filter, too, status, overdue and stale mean as of then; all else is as it is now, also who may see what. An instant to come is as if nothing happened until then.";

const NOW: Moment = { clock: CLOCK, columns: asItIs("c"), join: () => "" };

/** An instant that is yet to come is answered as if nothing happened until then. */
export function momentOf(dialect: Dialect, asOf: Date | null | undefined): Moment {
  if (asOf == null) return NOW;
  const instant = instantOf(asOf);
  return {
    clock: clockAt(instant),
    columns: { row: "c", status: "h.to_status", since: "h.at" },
    // PostgreSQL would read the whole log for a join by id; SQLite has no LATERAL.
    join: (statement) =>
      dialect === "postgres"
        ? `CROSS JOIN LATERAL (${lastChangeBy("x.to_status, x.at", "c.id", statement.bind(instant))}) h`
        : `JOIN status_change h ON h.id = (${lastChangeBy("x.id", "c.id", statement.bind(instant))})`,
  };
}

/** The status a commitment had at an instant, in SQL. */
export function statusAtSql(row: string, statement: Statement, { at }: { at?: Date }): string {
  return `(${lastChangeBy("x.to_status", `${row}.id`, statement.bind(instantOf(at as Date)))})`;
}

/** The status a commitment had at an instant; null before it was born. */
export function statusAt(ctx: Context, id: number, at: Date): Promise<CommitmentStatus | null> {
  const instant = instantOf(at);
  return ctx.load.batch(`status at ${instant}`, id, async (ids: readonly number[]) => {
    const statuses = (to: Statement) =>
      `SELECT c.id AS id, (${lastChangeBy("x.to_status", "c.id", to.bind(instant))}) AS status
      FROM commitment c WHERE c.id IN ${to.list(ids)}`;
    const rows = await ask<{ id: number; status: CommitmentStatus | null }>(ctx.db.read, statuses);
    const found = new Map(rows.map((row) => [row.id, row.status]));
    return ids.map((each) => found.get(each) ?? null);
  });
}

/**
 * The change on which a commitment stood: the last in the order of the log among those dated no later. The log, not
 * the dates, says what came after what: a clock set back, or a date that is known by its year alone, undoes nothing.
 */
function lastChangeBy(columns: string, commitment: string, instant: string): string {
  return `SELECT ${columns} FROM status_change x WHERE x.commitment_id = ${commitment} AND x.at <= ${instant}
    ORDER BY x.position DESC LIMIT 1`;
}
