import { now } from "../../base/dates.js";
import type { Context } from "../../graphql/context.js";
import type { Tx } from "../../store/db.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { MeetingState } from "../meetings/meeting.enums.js";
import { touch } from "../meetings/meeting.service.js";
import type { CloseMeetingInput, FocusAgendaItemInput, OpenMeetingInput } from "./agenda.inputs.js";
import { AgendaItem } from "./agenda-item.entity.js";
import { enterRoom, enterRoomOf } from "./room.js";

/** Opens a meeting at the first item of its agenda. */
export async function openMeeting(ctx: Context, tx: Tx, input: OpenMeetingInput): Promise<{ meeting: Meeting }> {
  const { meeting, agenda } = await enterRoom(ctx, tx, { ...input, in: [MeetingState.SCHEDULED] });
  await setMeeting(tx, meeting, { state: MeetingState.IN_SESSION, openedAt: now() });
  await pointAt(tx, meeting, agenda[0]);
  await touch(tx, meeting, true);
  return { meeting };
}

/** Turns an open meeting to an item. */
export async function focusItem(ctx: Context, tx: Tx, input: FocusAgendaItemInput) {
  const { meeting, item, open } = await enterRoomOf(ctx, tx, input.itemId, { ...input, in: [MeetingState.IN_SESSION] });
  if (meeting.currentItemId === item.id) return { meeting, item };
  const seenByAll = [meeting.currentItemId, item.id].some((id) => id !== null && open.has(id));
  await pointAt(tx, meeting, item);
  await touch(tx, meeting, seenByAll);
  return { meeting, item };
}

/** Closes a meeting: nothing is current any more, and its record stands. */
export async function closeMeeting(ctx: Context, tx: Tx, input: CloseMeetingInput): Promise<{ meeting: Meeting }> {
  const { meeting } = await enterRoom(ctx, tx, { ...input, in: [MeetingState.IN_SESSION] });
  await setMeeting(tx, meeting, { state: MeetingState.CLOSED, closedAt: now(), currentItemId: null });
  await touch(tx, meeting, true);
  return { meeting };
}

/** Makes it the current item; without one nothing is. */
export async function pointAt(tx: Tx, meeting: Meeting, item: AgendaItem | undefined): Promise<void> {
  await setMeeting(tx, meeting, { currentItemId: item?.id ?? null });
  if (item === undefined || item.discussedAt !== null) return;
  item.discussedAt = now();
  await tx.update(AgendaItem, { id: item.id }, { discussedAt: item.discussedAt });
}

async function setMeeting(tx: Tx, meeting: Meeting, values: Partial<Meeting>): Promise<void> {
  Object.assign(meeting, values);
  await tx.update(Meeting, { id: meeting.id }, values);
}
