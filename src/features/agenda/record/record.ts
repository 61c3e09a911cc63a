import { instantOf } from "../../../base/dates.js";
import type { Context } from "../../../graphql/context.js";
import { listPage, type Page } from "../../../graphql/lists/page.js";
import type { PageArgs } from "../../../graphql/lists/page-args.js";
import { writeId } from "../../../graphql/node.js";
import { statusAtSql } from "../../commitments/as-of.js";
import { changeList, commitmentList, type LogPageArgs } from "../../commitments/commitment.lists.js";
import { CLOSED } from "../../commitments/steps.js";
import type { Meeting } from "../../meetings/meeting.entity.js";
import { AgendaItem } from "../agenda-item.entity.js";

/** The parts of a meeting's record, as the caller may see them. */

/** The items that were current, in the order in which they first were. */
export async function discussedAt(ctx: Context, meeting: Meeting): Promise<AgendaItem[]> {
  const items = await ctx.load.many(AgendaItem, "meetingId", meeting.id);
  const time = (item: AgendaItem) => item.discussedAt ?? "";
  return items
    .filter((item) => item.discussedAt !== null)
    .toSorted((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : a.place - b.place));
}

/** The commitments that were made at it. */
export async function proposedAt(ctx: Context, meeting: Meeting, page: PageArgs): Promise<Page> {
  return listPage(ctx, await commitmentList.ask(ctx, { ...page, filter: { meeting: [idOf(meeting)] } }));
}

/** Every change of status that names it, in the order of the log. */
export async function changesAt(ctx: Context, meeting: Meeting, page: LogPageArgs): Promise<Page> {
  return listPage(ctx, await changeList.ask(ctx, page), { through: { column: "meeting_id" }, id: meeting.id });
}

/** What was on its table and still open when it closed; where that is not known, what is open now. */
export async function openAfter(ctx: Context, meeting: Meeting, page: PageArgs): Promise<Page> {
  const at = toldUntil(meeting);
  const asked = await commitmentList.ask(ctx, { ...page, filter: { tabledAt: [idOf(meeting)] } });
  return listPage(ctx, {
    ...asked,
    where: (statement, row) => [
      ...asked.where(statement, row),
      `${statusAtSql(row, statement, { at })} NOT IN ${statement.list(CLOSED)}`,
    ],
    whereKey: `${asked.whereKey} open at ${instantOf(at)}`,
  });
}

/** The instant of which the record tells. */
export const toldUntil = ({ closedAt }: Meeting): Date => (closedAt === null ? new Date() : new Date(closedAt));

const idOf = ({ id }: Meeting) => writeId("Meeting", id);
