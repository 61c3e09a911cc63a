import { forbidden } from "../../base/errors.js";
import { actsFor, type Context } from "../../graphql/context.js";
import type { Tx } from "../../store/db.js";
import { type Initiative, InitiativeParticipant } from "./initiative.entity.js";
import { ParticipantRole } from "./initiative.enums.js";

/** The localities that take part, as they are inside a transaction. */
export async function participantsIn(tx: Tx, initiativeId: number): Promise<number[]> {
  return (await tx.findBy(InitiativeParticipant, { initiativeId })).map((each) => each.localityId);
}

/** Throws FORBIDDEN for whoever does not act for one of the participants. */
export function checkKeeper(ctx: Context, participants: readonly number[]): void {
  if (!actsFor(ctx, participants))
    throw forbidden("Initiatives are kept by officers of their participants and by coordinators.");
}

/** Throws FORBIDDEN where an initiative is put under one of others. */
export async function checkParent(ctx: Context, tx: Tx, { parentId }: Initiative, before: number | null) {
  if (parentId !== null && parentId !== before) checkKeeper(ctx, await participantsIn(tx, parentId));
}

/** Runs a change by a participant. Throws FORBIDDEN where it touches what is for those to say who lead. */
export async function asParticipant(ctx: Context, tx: Tx, { id }: Initiative, change: () => Promise<unknown>) {
  const rows = () => tx.find(InitiativeParticipant, { where: { initiativeId: id }, order: { localityId: "ASC" } });
  const isOwn = ({ localityId }: InitiativeParticipant) => actsFor(ctx, [localityId]);
  const isLead = ({ role }: InitiativeParticipant) => role === ParticipantRole.LEAD;
  const saidByLeads = (all: InitiativeParticipant[]) =>
    JSON.stringify(all.flatMap((row) => (isLead(row) || !isOwn(row) ? [[row.localityId, row.role]] : [])));
  const before = await rows();
  await change();
  const mayAll = before.some((row) => isLead(row) && isOwn(row));
  if (!mayAll && saidByLeads(await rows()) !== saidByLeads(before))
    throw forbidden("Who leads an initiative and who else takes part are changed by officers of those that lead.");
}
