import type { Statement } from "../../store/statements.js";
import type { Moment } from "./as-of.js";
import { CommitmentStatus } from "./commitment.enums.js";
import { NEVER_DUE, open, overdue, stale } from "./conditions.js";

/** What is counted of every group of commitments. */
export interface Counts {
  count: number;
  overdue: number;
  stale: number;
  disputed: number;
  oldestDue: string | null;
}

export type CountedRow = Record<string, string | number | null>;

/** The counts of a group of commitments `c`, as columns. */
export function countColumns(statement: Statement, { clock, columns }: Moment): string {
  const sum = (sql: string) => `SUM(CASE WHEN ${sql} THEN 1 ELSE 0 END)`;
  return `COUNT(*) AS total, ${sum(overdue(clock).sql(statement, columns))} AS overdue,
    ${sum(stale(clock).sql(statement, columns))} AS stale,
    ${sum(`${columns.status} = '${CommitmentStatus.DISPUTED}'`)} AS disputed,
    MIN(CASE WHEN ${open.sql(statement, columns)} AND c.due_end <> '${NEVER_DUE}' THEN c.due_end END) AS oldest_due`;
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
