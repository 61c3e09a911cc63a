import type { Tx } from "../../store/db.js";
import { ask } from "../../store/statements.js";
import { LocalitySuccession } from "../localities/locality-parts.entity.js";
import { answersForOneOf } from "../localities/succession.js";
import type { Meeting } from "../meetings/meeting.entity.js";
import { MeetingState } from "../meetings/meeting.enums.js";
import { touchAll } from "../meetings/meeting.service.js";
import type { Commitment } from "./commitment.entity.js";
import { CommitmentParty } from "./commitment-parts.entity.js";
import type { Condition } from "./conditions.js";

/**
 * What is on the table of a meeting: what was made there, and what its agenda names. Agendas are kept downstream of
 * here: of them only the table `agenda_item` is known.
 */

/** On the table at one of the meetings. */
export function tabledAt(meetings: readonly number[]): Condition {
  return {
    sql: (statement, { row }) => {
      const at = (column: string) => statement.isIn(column, meetings);
      return `${row}.id IN (SELECT id FROM commitment WHERE ${at("meeting_id")}
        UNION SELECT commitment_id FROM agenda_item WHERE commitment_id IS NOT NULL AND ${at("meeting_id")}
        UNION SELECT u.id FROM agenda_item a JOIN commitment u ON u.initiative_id = a.initiative_id WHERE ${at("a.meeting_id")})`;
    },
    test: ({ meetingId, agendas }) => [meetingId, ...agendas].some((id) => id !== null && meetings.includes(id)),
  };
}

/** SQL for the items `a` of agendas that name a commitment or its initiative. */
export const agendaItemsSql = (columns: string, commitment: string) =>
  `SELECT ${columns} FROM agenda_item a WHERE a.commitment_id = ${commitment}
    OR a.initiative_id = (SELECT u.initiative_id FROM commitment u WHERE u.id = ${commitment})`;

/**
 * The meeting in session at which a commitment is on the table, or null; of several, the one opened last. None of
 * others, whatever they have on their agenda: its host is a party, as it answers today, or a coordinator leads it or
 * has tabled the commitment itself, as no officer of such a host may.
 */
export async function sessionOf(tx: Tx, commitment: Commitment): Promise<number | null> {
  const sessions = (await meetingsTabling(tx, commitment)).filter(({ state }) => state === MeetingState.IN_SESSION);
  if (sessions.length === 0) return null;
  const parties = (await tx.findBy(CommitmentParty, { commitmentId: commitment.id })).map((party) => party.localityId);
  const successions = await tx.find(LocalitySuccession);
  const session = sessions.find(
    ({ hostId, isItem }) => hostId === null || isItem || answersForOneOf(successions, hostId, parties),
  );
  return session?.id ?? null;
}

type Table = Pick<Meeting, "id" | "state" | "hostId" | "closedAt"> & {
  /** True where its agenda names the commitment, not only its initiative. */
  isItem: boolean;
};

/** The meetings on whose table a commitment is and that are not closed, the one that was opened last first. */
export async function meetingsTabling(tx: Tx, commitment: Commitment): Promise<Table[]> {
  return (await showing(tx, commitment)).filter(({ state }) => state !== MeetingState.CLOSED);
}

/** The same with the closed ones, and those whose record tells of a change of it. */
export function showing(tx: Tx, { id }: Commitment): Promise<Table[]> {
  return ask(tx, (to) => {
    const of = to.bind(id);
    return `SELECT m.id AS id, m.state AS state, m.host_id AS "hostId", m.closed_at AS "closedAt",
      EXISTS (SELECT 1 FROM agenda_item i WHERE i.meeting_id = m.id AND i.commitment_id = ${of}) AS "isItem"
      FROM meeting m WHERE m.id IN (SELECT c.meeting_id FROM commitment c WHERE c.id = ${of}
      UNION ${agendaItemsSql("a.meeting_id", of)}
      UNION SELECT d.id FROM status_change h JOIN meeting d ON d.id = h.meeting_id AND d.state = '${MeetingState.CLOSED}'
        WHERE h.commitment_id = ${of}) ORDER BY COALESCE(m.opened_at, '') DESC, m.id`;
  });
}

/** True where the record of a meeting that was closed here tells of it; of what came later under an initiative none does. */
export async function isRecorded(tx: Tx, commitment: Commitment): Promise<boolean> {
  return (await showing(tx, commitment)).some(({ closedAt }) => closedAt !== null && closedAt >= commitment.createdAt);
}

/** Gives meetings their next version, where what they show has other words or other readers. */
export function touchTables(tx: Tx, tables: readonly { id: number }[], seenByAll: boolean): Promise<void> {
  return touchAll(tx, [...new Set(tables.map(({ id }) => id))], seenByAll);
}
