import { connectionOf } from "../../graphql/lists/connection.js";
import { NounList } from "../../graphql/lists/list.js";
import { listField } from "../../graphql/lists/list-field.js";
import { Direction } from "../../graphql/lists/page-args.js";
import { readWords, wordsMatch } from "../../graphql/lists/search.js";
import { lookUpAll } from "../../graphql/reference.js";
import type { Statement } from "../../store/statements.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "./meeting.entity.js";
import { MeetingOrderField } from "./meeting.enums.js";
import { MeetingFilter, MeetingOrder } from "./meeting.inputs.js";

/** Meetings by locality: those it hosts, takes part in, or that somebody attends for it. */
const MEETINGS_OF_LOCALITIES = `SELECT meeting_id AS child, locality_id AS parent FROM attendance WHERE locality_id IS NOT NULL
  UNION SELECT meeting_id, locality_id FROM meeting_locality
  UNION SELECT id, host_id FROM meeting WHERE host_id IS NOT NULL`;

const meetingList = new NounList<MeetingFilter>({
  entity: Meeting,
  connection: connectionOf(Meeting),
  filter: MeetingFilter,
  orderBy: MeetingOrder,
  orders: {
    [MeetingOrderField.HELD_ON]: (row) => `COALESCE(${row}.held_on, '')`,
    [MeetingOrderField.LATEST]: (row) => `COALESCE(${row}.closed_at, ${row}.opened_at, ${row}.held_on, '')`,
    [MeetingOrderField.TITLE]: (row) => `${row}.sort_key`,
  },
  usually: { field: MeetingOrderField.HELD_ON, direction: Direction.DESC, description: "the latest first" },
  async where(ctx, filter) {
    const localities = await lookUpAll(ctx, Locality, filter.locality);
    return (statement, row) => conditions(statement, row, filter, localities);
  },
});

export const meetingLists = [
  listField(meetingList, "meetings", "Meetings, the latest first."),
  listField(meetingList, "meetings", "The meetings it hosted or attended.", {
    noun: Locality,
    through: { rows: MEETINGS_OF_LOCALITIES },
  }),
  listField(meetingList, "meetings", "The meetings the leader attended.", {
    noun: Leader,
    through: { rows: "SELECT meeting_id AS child, leader_id AS parent FROM attendance" },
  }),
];

function conditions(
  statement: Statement,
  row: string,
  { kind, state, search }: MeetingFilter,
  localities: number[] | null,
): string[] {
  const found: string[] = [];
  if (localities !== null) {
    found.push(
      `${row}.id IN (SELECT child FROM (${MEETINGS_OF_LOCALITIES}) m WHERE ${statement.isIn("parent", localities)})`,
    );
  }
  if (kind != null) found.push(statement.isIn(`${row}.kind`, kind));
  if (state != null) found.push(statement.isIn(`${row}.state`, state));
  if (search != null) found.push(...wordsMatch(statement, "meeting", row, readWords(search)));
  return found;
}
