import { forbidden } from "../../base/errors.js";
import { wrong } from "../../base/record.js";
import { actsFor, type Context } from "../../graphql/context.js";
import { isCoordinator } from "../../graphql/identity.js";
import { referIf } from "../../graphql/reference.js";
import type { Tx } from "../../store/db.js";
import { participantsIn } from "../initiatives/who-takes-part.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { localitiesIn } from "../meetings/who-meets.js";
import type { Commitment } from "./commitment.entity.js";
import { isRecorded, meetingsTabling, sessionOf } from "./tabled.js";

/** What a commitment hangs on shows it to those who follow that: nobody hangs it on what is others'. */
type Ties = Pick<Commitment, "initiativeId" | "meetingId">;

const FOREIGN = "An officer names only meetings and initiatives in which its localities take part.";

/** Throws FORBIDDEN where a commitment is newly tied to others' initiative or meeting, BAD_INPUT on a closed meeting. */
export async function checkTies(ctx: Context, tx: Tx, commitment: Commitment, before: Ties | null): Promise<void> {
  const { initiativeId, meetingId } = commitment;
  if (initiativeId !== null && initiativeId !== before?.initiativeId) {
    if (!actsFor(ctx, await participantsIn(tx, initiativeId))) throw forbidden(FOREIGN);
  }
  if (meetingId !== null && meetingId !== before?.meetingId) await checkMeeting(ctx, tx, meetingId);
  await checkRecords(ctx, tx, commitment);
}

/** Throws FORBIDDEN where the record of a closed meeting tells of it, and the caller is no coordinator. */
export async function checkRecords(ctx: Context, tx: Tx, commitment: Commitment): Promise<void> {
  if (!isCoordinator(ctx.who) && (await isRecorded(tx, commitment)))
    throw forbidden("The record of a closed meeting tells of it, and stands: a coordinator may correct it.");
}

/** The meeting of a change: the one that is named, or where none is said the session at which it is on the table. */
export async function meetingOf(
  ctx: Context,
  tx: Tx,
  { meetingId }: { meetingId?: string | null },
  commitment: Commitment,
): Promise<number | null> {
  const named = await referIf(tx, Meeting, meetingId, ["meetingId"]);
  if (named === undefined) return sessionOf(tx, commitment);
  if (named === null || (await meetingsTabling(tx, commitment)).some(({ id }) => id === named)) return named;
  await checkMeeting(ctx, tx, named);
  return named;
}

async function checkMeeting(ctx: Context, tx: Tx, id: number): Promise<void> {
  const meeting = await tx.findOneByOrFail(Meeting, { id });
  if (!actsFor(ctx, await localitiesIn(tx, meeting))) throw forbidden(FOREIGN);
  if (meeting.closedAt !== null) throw wrong(["meetingId"], "this meeting is closed, and its record stands.");
}
