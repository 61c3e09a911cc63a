import { forbidden } from "../../base/errors.js";
import type { Context } from "../../graphql/context.js";
import { isCoordinator } from "../../graphql/identity.js";
import type { Tx } from "../../store/db.js";
import { LocalitySuccession } from "../localities/locality-parts.entity.js";
import { answersForOneOf } from "../localities/succession.js";
import type { Meeting } from "../meetings/meeting.entity.js";

/**
 * Throws FORBIDDEN where an officer tables what its host, as it answers today, has no part in: what is on the table of
 * a session has its changes told in that meeting's record, and guests are not asked whether they come.
 */
export async function checkConcern(ctx: Context, tx: Tx, meeting: Meeting, parties: readonly number[]): Promise<void> {
  if (isCoordinator(ctx.who)) return;
  const { hostId } = meeting;
  if (hostId === null || !answersForOneOf(await tx.find(LocalitySuccession), hostId, parties))
    throw forbidden("An officer puts on an agenda what the host has a part in.");
}
