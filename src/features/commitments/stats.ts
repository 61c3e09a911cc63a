import { badInput } from "../../base/errors.js";
import type { Context } from "../../graphql/context.js";
import { scopeOf } from "../../graphql/scope.js";
import { Statement } from "../../store/statements.js";
import { Commitment } from "./commitment.entity.js";
import { CommitmentStatus, PartyRole } from "./commitment.enums.js";
import { asItIs, NEVER_DUE, open, overdue, stale } from "./conditions.js";
import type { CommitmentFilter } from "./filter.inputs.js";
import { readFilter } from "./filter.js";

export enum CommitmentDimension {
  STATUS = "STATUS",
  SECTOR = "SECTOR",
  OWED_BY = "OWED_BY",
  BENEFITS = "BENEFITS",
  INITIATIVE = "INITIATIVE",
  MEETING = "MEETING",
  KIND = "KIND",
  DUE_YEAR = "DUE_YEAR",
}

const OWN = asItIs("c");

export type Group = Partial<Record<CommitmentDimension, string | number | null>>;

/** What a dimension groups by, and the join it needs. */
const DIMENSIONS: Record<CommitmentDimension, { by: string; join?: string }> = {
  STATUS: { by: "c.status" },
  KIND: { by: "c.kind" },
  INITIATIVE: { by: "c.initiative_id" },
  MEETING: { by: "c.meeting_id" },
  DUE_YEAR: { by: `CASE WHEN c.due_end = '${NEVER_DUE}' THEN NULL ELSE substr(c.due_end, 1, 4) END` },
  SECTOR: { by: "cs.sector_id", join: "LEFT JOIN commitment_sector cs ON cs.commitment_id = c.id" },
  OWED_BY: { by: "o.locality_id", join: joinParty("o", PartyRole.OWES) },
  BENEFITS: { by: "b.locality_id", join: joinParty("b", PartyRole.BENEFITS) },
};

function joinParty(alias: string, role: PartyRole): string {
  return `LEFT JOIN commitment_party ${alias} ON ${alias}.commitment_id = c.id AND ${alias}.role = '${role}'`;
}

/** Counts by one or two dimensions, largest group first. */
export async function countCommitments(
  ctx: Context,
  filter: CommitmentFilter | null | undefined,
  groupBy: CommitmentDimension[],
) {
  const dimensions = [...new Set(groupBy)];
  if (dimensions.length < 1 || dimensions.length > 2) throw badInput("groupBy: one or two dimensions.");
  if (dimensions.includes(CommitmentDimension.OWED_BY) && dimensions.includes(CommitmentDimension.BENEFITS)) {
    throw badInput("groupBy: OWED_BY and BENEFITS fill the same field; take one of them.");
  }
  const condition = await readFilter(ctx, filter);
  const statement = new Statement(ctx.db.dialect);
  const scope = scopeOf(Commitment, ctx.who, "c");
  const columns = dimensions.map((each) => `${DIMENSIONS[each].by} AS ${each.toLowerCase()}`);
  const sql = `SELECT ${columns.join(", ")}, ${counts(statement)}
    FROM commitment c ${dimensions.map((each) => DIMENSIONS[each].join ?? "").join(" ")}
    WHERE (${scope}) AND ${condition.sql(statement, OWN)}
    GROUP BY ${dimensions.map((each) => DIMENSIONS[each].by).join(", ")} ORDER BY total DESC, ${dimensions.join(", ")}`;
  const rows: Record<string, string | number | null>[] = await ctx.db.read.query(sql, statement.values);
  return rows.map((row) => toStat(row, dimensions));
}

function counts(statement: Statement): string {
  const sum = (sql: string) => `SUM(CASE WHEN ${sql} THEN 1 ELSE 0 END)`;
  return `COUNT(*) AS total, ${sum(overdue.sql(statement, OWN))} AS overdue, ${sum(stale.sql(statement, OWN))} AS stale,
    ${sum(`c.status = '${CommitmentStatus.DISPUTED}'`)} AS disputed,
    MIN(CASE WHEN ${open.sql(statement, OWN)} AND c.due_end <> '${NEVER_DUE}' THEN c.due_end END) AS oldest_due`;
}

function toStat(row: Record<string, string | number | null>, dimensions: CommitmentDimension[]) {
  const group: Group = Object.fromEntries(dimensions.map((each) => [each, row[each.toLowerCase()]]));
  return {
    group,
    status: group.STATUS ?? null,
    kind: group.KIND ?? null,
    year: group.DUE_YEAR == null ? null : Number(group.DUE_YEAR),
    count: Number(row.total),
    overdue: Number(row.overdue),
    stale: Number(row.stale),
    disputed: Number(row.disputed),
    oldestDue: row.oldest_due ?? null,
  };
}
