import { dialectOf, type Tx } from "../../store/db.js";
import { Statement } from "../../store/statements.js";
import type { Meeting } from "../meetings/meeting.entity.js";
import { MeetingState } from "../meetings/meeting.enums.js";
import { touchAll } from "../meetings/meeting.service.js";
import type { Commitment } from "./commitment.entity.js";
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

/** The meeting in session at which a commitment is on the table, or null; of several, the one opened last. */
export async function sessionOf(tx: Tx, commitment: Commitment): Promise<number | null> {
  const session = (await tablesOf(tx, commitment)).find(({ state }) => state === MeetingState.IN_SESSION);
  return session?.id ?? null;
}

/** The meetings on whose table a commitment is and that are not closed, the one that was opened last first. */
export function tablesOf(tx: Tx, { id }: Commitment): Promise<Pick<Meeting, "id" | "state">[]> {
  const statement = new Statement(dialectOf(tx));
  const of = statement.bind(id);
  return tx.query(
    `SELECT m.id AS id, m.state AS state FROM meeting m WHERE m.state <> '${MeetingState.CLOSED}' AND m.id IN (
      SELECT c.meeting_id FROM commitment c WHERE c.id = ${of} UNION ${agendaItemsSql("a.meeting_id", of)})
      ORDER BY COALESCE(m.opened_at, '') DESC, m.id`,
    statement.values,
  );
}

/** Gives meetings their next version, where what is on their table has other words or other readers. */
export function touchTables(tx: Tx, tables: readonly { id: number }[], seenByAll: boolean): Promise<void> {
  return touchAll(tx, [...new Set(tables.map(({ id }) => id))], seenByAll);
}
