import { forbidden } from "../../base/errors.js";
import { actsFor, type Context } from "../../graphql/context.js";
import { referKnown } from "../../graphql/reference.js";
import type { Tx } from "../../store/db.js";
import { Locality } from "../localities/locality.entity.js";
import { Attendance, type Meeting, MeetingLocality } from "./meeting.entity.js";

/** Every locality that meets: the host first, then those that take part, then those somebody attends for. */
export async function loadLocalities(ctx: Context, { id, hostId }: Meeting): Promise<Locality[]> {
  const [members, attendances] = await Promise.all([
    ctx.load.many(MeetingLocality, "meetingId", id),
    ctx.load.many(Attendance, "meetingId", id),
  ]);
  const ids = everyone(hostId, members, attendances);
  return Promise.all(ids.map((each) => ctx.load.one(Locality, each) as Promise<Locality>));
}

/** The same as ids, as they are inside a transaction. */
export async function localitiesIn(tx: Tx, { id, hostId }: Meeting): Promise<number[]> {
  const of = { where: { meetingId: id }, order: { id: "ASC" } } as const;
  return everyone(hostId, await tx.find(MeetingLocality, of), await tx.find(Attendance, of));
}

function everyone(hostId: number | null, ...parts: readonly (readonly { localityId: number | null }[])[]): number[] {
  const ids = [hostId, ...parts.flat().map((part) => part.localityId)];
  return [...new Set(ids.filter((each) => each !== null))];
}

/** Throws FORBIDDEN for a guest who would take the chair: the host leads the meeting. */
export async function checkHost(ctx: Context, tx: Tx, { hostId }: Meeting, wanted: string | null): Promise<void> {
  const [host = null] = await referKnown(tx, Locality, [wanted]);
  if (hostId !== null && hostId !== host && !actsFor(ctx, [hostId]))
    throw forbidden("Who hosts a meeting is changed by officers of its host and by coordinators.");
}

/** Throws FORBIDDEN for whoever does not act for one of the localities that meet. */
export function checkKeeper(ctx: Context, localities: readonly number[]): void {
  if (!actsFor(ctx, localities))
    throw forbidden("Meetings are kept by officers of the localities that meet and by coordinators.");
}
