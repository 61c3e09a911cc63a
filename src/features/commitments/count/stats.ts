import { badInput, ErrorCode, Refusal } from "../../../base/errors.js";
import type { Context } from "../../../graphql/context.js";
import { scopeOf } from "../../../graphql/scope.js";
import { Statement } from "../../../store/statements.js";
import { momentOf } from "../as-of.js";
import { Commitment } from "../commitment.entity.js";
import { PartyRole } from "../commitment.enums.js";
import { type Names, NEVER_DUE } from "../conditions.js";
import type { CommitmentFilter } from "../filter.inputs.js";
import { readFilter } from "../filter.js";
import { type CountedRow, type Counts, countColumns, readCounts } from "./counting.js";
import { sourceOf } from "./stats-source.js";

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

export type Group = Partial<Record<CommitmentDimension, string | number | null>>;

/** What a dimension groups by, and the join it needs. A commitment has one row for each of its groups. */
const DIMENSIONS: Record<CommitmentDimension, { by: (columns: Names) => string; join?: string }> = {
  STATUS: { by: ({ status }) => status },
  KIND: { by: () => "c.kind" },
  INITIATIVE: { by: () => "c.initiative_id" },
  MEETING: { by: () => "c.meeting_id" },
  DUE_YEAR: { by: () => `CASE WHEN c.due_end = '${NEVER_DUE}' THEN NULL ELSE substr(c.due_end, 1, 4) END` },
  SECTOR: { by: () => "cs.sector_id", join: "LEFT JOIN commitment_sector cs ON cs.commitment_id = c.id" },
  OWED_BY: { by: () => "o.locality_id", join: joinParty("o", PartyRole.OWES) },
  BENEFITS: { by: () => "b.locality_id", join: joinParty("b", PartyRole.BENEFITS) },
};

function joinParty(alias: string, role: PartyRole): string {
  return `LEFT JOIN commitment_party ${alias} ON ${alias}.commitment_id = c.id AND ${alias}.role = '${role}'`;
}

const MOST_GROUPS = 10_000;

interface Asked {
  filter?: CommitmentFilter | null;
  groupBy: CommitmentDimension[];
  asOf?: Date | null;
  /** The counts that are asked for. */
  wanted: (keyof Counts)[];
}

/** What the row of a party says of its commitment, too. */
const DIMENSIONS_OF_PARTIES: readonly CommitmentDimension[] = [
  CommitmentDimension.STATUS,
  CommitmentDimension.DUE_YEAR,
];

/** Counts by one or two dimensions, largest group first. */
export async function countCommitments(ctx: Context, { filter, groupBy, asOf, wanted }: Asked) {
  const dimensions = [...new Set(groupBy)];
  if (dimensions.length < 1 || dimensions.length > 2) throw badInput("groupBy: one or two dimensions.");
  const moment = momentOf(ctx.db.dialect, asOf);
  const enough =
    asOf == null && !wanted.includes("stale") && dimensions.every((each) => DIMENSIONS_OF_PARTIES.includes(each));
  const { from, rest } = await sourceOf(ctx, filter, enough);
  const condition = await readFilter(ctx, rest, moment.clock);
  const statement = new Statement(ctx.db.dialect);
  const grouped = dimensions.map((each) => ({ ...DIMENSIONS[each], name: each.toLowerCase() }));
  const by = grouped.map((each) => each.by(moment.columns));
  // Where groups are of one size, the one without a name comes last: left alone, each database has its own way.
  const sql = `SELECT ${grouped.map(({ name }, place) => `${by[place]} AS ${name}`).join(", ")}, ${countColumns(statement, moment, wanted)}
    FROM ${from(statement)} ${moment.join(statement)} ${grouped.map(({ join = "" }) => join).join(" ")}
    WHERE (${scopeOf(Commitment, ctx.who, "c")}) AND ${condition.sql(statement, moment.columns)}
    GROUP BY ${by.join(", ")}
    ORDER BY total DESC, ${grouped.map(({ name }) => `${name} NULLS LAST`).join(", ")} LIMIT ${MOST_GROUPS + 1}`;
  const rows: CountedRow[] = await ctx.db.ask(sql, statement.values);
  if (rows.length > MOST_GROUPS)
    throw new Refusal(ErrorCode.TOO_COMPLEX, `More than ${MOST_GROUPS} groups: narrow the filter.`, {
      limit: MOST_GROUPS,
    });
  return rows.map((row) => toStat(row, dimensions));
}

function toStat(row: CountedRow, dimensions: CommitmentDimension[]) {
  const group: Group = Object.fromEntries(dimensions.map((each) => [each, row[each.toLowerCase()]]));
  return {
    group,
    status: group.STATUS ?? null,
    kind: group.KIND ?? null,
    year: group.DUE_YEAR == null ? null : Number(group.DUE_YEAR),
    ...readCounts(row),
  };
}
