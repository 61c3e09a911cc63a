import type { Statement } from "../../../store/statements.js";
import type { Moment } from "../as-of.js";
import { CommitmentStatus } from "../commitment.enums.js";
import { NEVER_DUE, open, overdue, stale } from "../conditions.js";

/** What is counted of every group of commitments. */
export interface Counts {
  count: number;
  overdue: number;
  stale: number;
  disputed: number;
  oldestDue: string | null;
}

export type CountedRow = Record<string, string | number | null>;

export const COUNTS: readonly (keyof Counts)[] = ["count", "overdue", "stale", "disputed", "oldestDue"];

/** The counts of a group of commitments `c`, as columns: all of them, or those that are wanted. */
export function countColumns(statement: Statement, { clock, columns }: Moment, wanted = COUNTS): string {
  const sum = (sql: string) => `SUM(CASE WHEN ${sql} THEN 1 ELSE 0 END)`;
  const counted: Record<keyof Counts, () => string> = {
    count: () => "COUNT(*) AS total",
    overdue: () => `${sum(overdue(clock).sql(statement, columns))} AS overdue`,
    stale: () => `${sum(stale(clock).sql(statement, columns))} AS stale`,
    disputed: () => `${sum(`${columns.status} = '${CommitmentStatus.DISPUTED}'`)} AS disputed`,
    oldestDue: () =>
      `MIN(CASE WHEN ${open.sql(statement, columns)} AND c.due_end <> '${NEVER_DUE}' THEN c.due_end END) AS oldest_due`,
  };
  return [...new Set<keyof Counts>(["count", ...wanted])].map((each) => counted[each]()).join(", ");
}

/** The same from a row: PostgreSQL hands sums over as text. */
export function readCounts(row: CountedRow): Counts {
  return {
    count: Number(row.total),
    overdue: Number(row.overdue),
    stale: Number(row.stale),
    disputed: Number(row.disputed),
    oldestDue: (row.oldest_due as string | null) ?? null,
  };
}
