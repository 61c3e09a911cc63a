import { forbidden } from "../../base/errors.js";
import type { Context } from "../../graphql/context.js";
import { isCoordinator } from "../../graphql/identity.js";
import type { Tx } from "../../store/db.js";
import { LocalitySuccession } from "../localities/locality-parts.entity.js";
import { responsibleFor } from "../localities/succession.js";
import type { Meeting } from "../meetings/meeting.entity.js";
import { localitiesIn } from "../meetings/who-meets.js";

/**
 * Throws FORBIDDEN where an officer tables what is none of those who meet, as they answer today: what is on the table
 * of a session has its changes told in that meeting's record.
 */
export async function checkConcern(ctx: Context, tx: Tx, meeting: Meeting, parties: readonly number[]): Promise<void> {
  if (isCoordinator(ctx.who)) return;
  const successions = await tx.find(LocalitySuccession);
  const answering = (ids: readonly number[]) => ids.map((id) => responsibleFor(successions, id));
  const meet = answering(await localitiesIn(tx, meeting));
  if (!answering(parties).some((id) => meet.includes(id)))
    throw forbidden("An officer puts on an agenda what one of those who meet has a part in.");
}
