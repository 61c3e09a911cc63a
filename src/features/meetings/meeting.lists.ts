import { connectionOf } from "../../graphql/connection.js";
import type { Context } from "../../graphql/context.js";
import { listPage, type Page } from "../../graphql/page.js";
import { Direction, type PageArgs } from "../../graphql/page-args.js";
import { lookUpAll } from "../../graphql/reference.js";
import { readWords, wordsMatch } from "../../graphql/search.js";
import type { Statement } from "../../store/statements.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "./meeting.entity.js";
import { MeetingOrderField } from "./meeting.enums.js";
import type { MeetingFilter, MeetingOrder } from "./meeting.inputs.js";

export const MeetingConnection = connectionOf(Meeting);

const ORDERS: Record<MeetingOrderField, string> = {
  [MeetingOrderField.HELD_ON]: "COALESCE(r.held_on, '')",
  [MeetingOrderField.TITLE]: "r.sort_key",
};

/** Meetings by locality: those it hosts, and those attended for it. */
export const MEETINGS_OF_LOCALITIES = `SELECT meeting_id AS child, locality_id AS parent FROM attendance WHERE locality_id IS NOT NULL
  UNION SELECT id, host_id FROM meeting WHERE host_id IS NOT NULL`;

interface MeetingListArgs {
  filter?: MeetingFilter | null;
  orderBy?: MeetingOrder | null;
  page: PageArgs;
}

export async function listMeetings(
  ctx: Context,
  { filter, orderBy, page }: MeetingListArgs,
  of: { through?: string; parent?: number } = {},
): Promise<Page<Meeting>> {
  const { field, direction } = orderBy ?? { field: MeetingOrderField.HELD_ON, direction: Direction.DESC };
  const localities = await lookUpAll(ctx, Locality, filter?.locality);
  return listPage(
    ctx,
    {
      entity: Meeting,
      order: { name: field, sql: ORDERS[field], direction: direction ?? Direction.ASC },
      where: (statement) => conditions(statement, filter ?? {}, localities),
      whereKey: JSON.stringify(filter ?? null),
      ...of,
    },
    page,
  );
}

function conditions(
  statement: Statement,
  { kind, state, search }: MeetingFilter,
  localities: number[] | null,
): string[] {
  const found: string[] = [];
  if (localities !== null) {
    found.push(
      `r.id IN (SELECT child FROM (${MEETINGS_OF_LOCALITIES}) m WHERE ${statement.isIn("parent", localities)})`,
    );
  }
  if (kind != null) found.push(statement.isIn("r.kind", kind));
  if (state != null) found.push(statement.isIn("r.state", state));
  if (search != null) found.push(...wordsMatch(statement, "r.search_key", readWords(search)));
  return found;
}
