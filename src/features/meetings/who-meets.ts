import { forbidden } from "../../base/errors.js";
import { actsFor, type Context } from "../../graphql/context.js";
import { isCoordinator } from "../../graphql/identity.js";
import type { Tx } from "../../store/db.js";
import { Locality } from "../localities/locality.entity.js";
import { Attendance, type Meeting, MeetingLocality } from "./meeting.entity.js";
import { MeetingState } from "./meeting.enums.js";

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

/** True for an officer of the host, and for coordinators and admins. */
export function leads(ctx: Context, { hostId }: Meeting): boolean {
  return actsFor(ctx, hostId === null ? [] : [hostId]);
}

/** Runs a change by a guest. Throws FORBIDDEN where it touches what is the host's to say. */
export async function asGuest<T>(ctx: Context, tx: Tx, meeting: Meeting, change: () => Promise<T>): Promise<T> {
  const before = await saidByHost(ctx, tx, meeting);
  const changed = await change();
  if ((await saidByHost(ctx, tx, meeting)) === before) return changed;
  throw forbidden("Who hosts a meeting, its state and who else meets are changed by officers of its host.");
}

async function saidByHost(ctx: Context, tx: Tx, { id, hostId, state }: Meeting): Promise<string> {
  const members = await tx.findBy(MeetingLocality, { meetingId: id });
  const attendances = await tx.findBy(Attendance, { meetingId: id });
  const isOwn = (locality: number | null) => locality !== null && actsFor(ctx, [locality]);
  const others = [
    ...members.map(({ localityId }) => [localityId]),
    ...attendances.map(({ localityId, leaderId, role }) => [localityId, leaderId, role]),
  ].filter(([locality]) => !isOwn(locality as number | null));
  return JSON.stringify([hostId, state, ...others.map((each) => each.join()).sort()]);
}

const AFTERWARDS = ["summary", "summaryEn", "note", "noteEn"];

/** Throws FORBIDDEN where an officer changes what the record of a meeting that was closed here tells. */
export function checkRecord(ctx: Context, { closedAt }: Meeting, changes: object): void {
  if (closedAt !== null && !isCoordinator(ctx.who) && Object.keys(changes).some((field) => !AFTERWARDS.includes(field)))
    throw forbidden("Of a closed meeting officers change summary and note; its record is corrected by a coordinator.");
}

/** Throws FORBIDDEN where an officer hands on a meeting in session: who leads it decides whose steps its record tells. */
export function checkHost(ctx: Context, { state, hostId }: Meeting, before: number | null): void {
  if (state === MeetingState.IN_SESSION && hostId !== before && !isCoordinator(ctx.who))
    throw forbidden("Who hosts a meeting in session is changed by a coordinator.");
}

/** Throws FORBIDDEN for whoever does not act for one of the localities that meet. */
export function checkKeeper(ctx: Context, localities: readonly number[]): void {
  if (!actsFor(ctx, localities))
    throw forbidden("Meetings are kept by officers of the localities that meet and by coordinators.");
}
