import { ErrorCode, forbidden, notFound, Refusal } from "../../base/errors.js";
import { type Context, subjectOf } from "../../graphql/context.js";
import type { Identity } from "../../graphql/identity.js";
import { tryReadId } from "../../graphql/node.js";
import { Role } from "../../graphql/role.js";
import { scopeOf } from "../../graphql/scope.js";
import type { Tx } from "../../store/db.js";
import { selectRows } from "../../store/hydrate.js";
import type { Statement } from "../../store/statements.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { MeetingState } from "../meetings/meeting.enums.js";
import { lockMeeting } from "../meetings/meeting.service.js";
import { leads } from "../meetings/who-meets.js";
import { AgendaItem } from "./agenda-item.entity.js";

/** The room in which something is to happen. */
export interface Room {
  meeting: Meeting;
  /** The whole agenda, in order: also what the caller may not see. */
  agenda: AgendaItem[];
  /** The ids of the items that the caller may see, and of those that everybody may. */
  seen: ReadonlySet<number>;
  open: ReadonlySet<number>;
}

interface Wish {
  /** The meeting's id or key. */
  meetingId: string;
  expectedVersion?: number | null;
  /** The states in which it may happen, and those the meeting could go to instead. */
  in: readonly MeetingState[];
}

const NEXT: Record<MeetingState, readonly MeetingState[]> = {
  [MeetingState.SCHEDULED]: [MeetingState.IN_SESSION],
  [MeetingState.IN_SESSION]: [MeetingState.CLOSED],
  [MeetingState.CLOSED]: [],
};

/** Where an agenda may change. */
export const NOT_CLOSED = [MeetingState.SCHEDULED, MeetingState.IN_SESSION];

/**
 * The meeting, locked until the transaction ends, for an officer of its host or a coordinator. Refuses for the first
 * reason that holds, in the order of the contract: NOT_FOUND, CONFLICT, INVALID_TRANSITION, FORBIDDEN.
 */
export async function enterRoom(ctx: Context, tx: Tx, wish: Wish): Promise<Room> {
  subjectOf(ctx);
  const id = tryReadId(wish.meetingId);
  const meeting = await (id?.type === "Meeting"
    ? lockMeeting(tx, "id", id.id)
    : lockMeeting(tx, "key", wish.meetingId));
  if (meeting === undefined) throw notFound("meeting");
  checkState(meeting, wish);
  if (!leads(ctx, meeting)) throw forbidden("A meeting is led by officers of its host and by coordinators.");
  return {
    meeting,
    agenda: await tx.find(AgendaItem, { where: { meetingId: meeting.id }, order: { place: "ASC" } }),
    seen: await seenBy(ctx.who, tx, meeting),
    open: await seenBy({ ...ctx.who, role: Role.VIEWER, offices: [] }, tx, meeting),
  };
}

async function seenBy(who: Identity, tx: Tx, { id }: Meeting): Promise<ReadonlySet<number>> {
  const seen = (to: Statement) => `r.meeting_id = ${to.bind(id)} AND (${scopeOf(AgendaItem, who, "r")})`;
  return new Set((await selectRows(tx, AgendaItem, seen)).map((item) => item.id));
}

function checkState({ state, version }: Meeting, { expectedVersion, in: states }: Wish): void {
  if (expectedVersion != null && expectedVersion !== version) {
    const message = `The meeting has changed meanwhile: it is ${state}, version ${version}.`;
    throw new Refusal(ErrorCode.CONFLICT, message, { state, version });
  }
  if (!states.includes(state))
    throw new Refusal(ErrorCode.INVALID_TRANSITION, `The meeting is ${state}.`, { state, allowed: NEXT[state] });
}

/** The room of an item that the caller may see, and the item. Throws as `enterRoom` does. */
export async function enterRoomOf(
  ctx: Context,
  tx: Tx,
  itemId: string,
  wish: Omit<Wish, "meetingId">,
): Promise<Room & { item: AgendaItem }> {
  subjectOf(ctx);
  const id = tryReadId(itemId);
  if (id?.type !== "AgendaItem") throw notFound("agenda item");
  const seen = (to: Statement) => `r.id = ${to.bind(id.id)} AND (${scopeOf(AgendaItem, ctx.who, "r")})`;
  const [found] = await selectRows(tx, AgendaItem, seen);
  if (found === undefined) throw notFound("agenda item");
  const { key } = await tx.findOneByOrFail(Meeting, { id: found.meetingId });
  const room = await enterRoom(ctx, tx, { ...wish, meetingId: key });
  const item = room.agenda.find((each) => each.id === found.id);
  if (item === undefined) throw notFound("agenda item"); // taken off while we waited for the lock
  return { ...room, item };
}
