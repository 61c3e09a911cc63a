import { today } from "../../base/dates.js";
import type { Context } from "../../graphql/context.js";
import { isCoordinator } from "../../graphql/identity.js";
import { all } from "../../graphql/lists/window.js";
import { scopeOf } from "../../graphql/scope.js";
import type { Tx } from "../../store/db.js";
import { selectRows } from "../../store/hydrate.js";
import { insertRow } from "../../store/rows.js";
import type { Statement } from "../../store/statements.js";
import { Commitment } from "../commitments/commitment.entity.js";
import { CommitmentStatus } from "../commitments/commitment.enums.js";
import { asItIs } from "../commitments/conditions.js";
import { readFilter } from "../commitments/filter.js";
import { idAbout } from "../commitments/visibility.js";
import { LocalitySuccession } from "../localities/locality-parts.entity.js";
import { responsibleFor } from "../localities/succession.js";
import type { Meeting } from "../meetings/meeting.entity.js";
import { localitiesIn } from "../meetings/who-meets.js";
import { CarryOverReason } from "./agenda.enums.js";
import { AgendaItem } from "./agenda-item.entity.js";

const MOST = 100;

/** Why a commitment should be on the table again. */
export function reasonsOf(commitment: Commitment): CarryOverReason[] {
  const { status, isOverdue, isStale } = commitment;
  const held: [boolean, CarryOverReason][] = [
    [isOverdue, CarryOverReason.OVERDUE],
    [isStale, CarryOverReason.STALE],
    [status === CommitmentStatus.DISPUTED, CarryOverReason.DISPUTED],
    [status === CommitmentStatus.REPORTED_DONE, CarryOverReason.AWAITING_CONFIRMATION],
  ];
  return held.flatMap(([holds, reason]) => (holds ? [reason] : []));
}

const REASONS_AS_FILTER = {
  or: [{ overdue: true }, { stale: true }, { status: [CommitmentStatus.DISPUTED, CommitmentStatus.REPORTED_DONE] }],
};

/** Conditions on the row behind an alias: it should be on the table again when these localities meet. */
export async function carriedOver(ctx: Context, localities: readonly number[], successions: LocalitySuccession[]) {
  const reasons = await readFilter(ctx, REASONS_AS_FILTER);
  return (statement: Statement, row: string): string[] => [
    reasons.sql(statement, asItIs(row)),
    `${row}.id IN (${betweenSql(statement, localities, successions)})`,
  ];
}

/**
 * Commitments between two of these localities, as they answer today: what Quảng Nam promised is Đà Nẵng's to answer
 * for. Where only one meets, all that it is a party to.
 */
function betweenSql(statement: Statement, localities: readonly number[], successions: LocalitySuccession[]): string {
  const day = today();
  const meeting = new Set(localities.map((id) => responsibleFor(successions, id, day)));
  const candidates = new Set([...meeting, ...localities, ...successions.map((each) => each.predecessorId)]);
  const answering = [...candidates]
    .map((id) => ({ id, by: responsibleFor(successions, id, day) }))
    .filter(({ by }) => meeting.has(by));
  const moved = answering.filter(({ id, by }) => id !== by);
  const cases = moved.map(({ id, by }) => `WHEN ${id} THEN ${by}`).join(" ");
  const answers = moved.length === 0 ? "locality_id" : `CASE locality_id ${cases} ELSE locality_id END`;
  const theirs = statement.isIn(
    "locality_id",
    answering.map(({ id }) => id),
  );
  return `SELECT commitment_id FROM commitment_party WHERE ${theirs}
    GROUP BY commitment_id HAVING COUNT(DISTINCT ${answers}) >= ${Math.min(2, meeting.size)}`;
}

/** As in `checkConcern`: an officer puts on an agenda what the host has a part in. */
function ofHost(
  { who }: Context,
  statement: Statement,
  { hostId }: Meeting,
  successions: LocalitySuccession[],
): string[] {
  return isCoordinator(who) || hostId === null ? [] : [`r.id IN (${betweenSql(statement, [hostId], successions)})`];
}

/** Begins the agenda of a new meeting with what should be on the table, as far as the caller may see it. */
export async function tableCarryOver(ctx: Context, tx: Tx, meeting: Meeting): Promise<void> {
  const successions = await tx.find(LocalitySuccession);
  const conditions = await carriedOver(ctx, await localitiesIn(tx, meeting), successions);
  const where = (to: Statement) =>
    all([scopeOf(Commitment, ctx.who, "r"), ...conditions(to, "r"), ...ofHost(ctx, to, meeting, successions)]);
  const found = await selectRows(tx, Commitment, where, `ORDER BY r.due_end, r.id LIMIT ${MOST}`);
  for (const [index, commitment] of found.entries()) {
    const { id, titleVi, titleEn } = commitment;
    await insertRow(tx, AgendaItem, {
      id: await idAbout(commitment, tx, "agenda_item"),
      ...{ meetingId: meeting.id, place: index + 1, titleVi, titleEn },
      ...{ commitmentId: id, initiativeId: null, discussedAt: null },
    });
  }
}
