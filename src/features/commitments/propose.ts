import { In } from "typeorm";
import { now } from "../../base/dates.js";
import { forbidden } from "../../base/errors.js";
import { parseRecord } from "../../base/record.js";
import { type Context, requireRole } from "../../graphql/context.js";
import { isCoordinator } from "../../graphql/identity.js";
import { changedRecord } from "../../graphql/mutations/save.js";
import { writeId } from "../../graphql/node.js";
import { Role } from "../../graphql/role.js";
import type { Tx } from "../../store/db.js";
import { Locality } from "../localities/locality.entity.js";
import type { Commitment } from "./commitment.entity.js";
import { CommitmentStatus } from "./commitment.enums.js";
import { type ProposeCommitmentInput, toRecord, type UpdateCommitmentInput } from "./commitment.inputs.js";
import { commitmentFields } from "./commitment.record.js";
import { changeCommitment, createCommitment } from "./commitment.service.js";
import { CommitmentParty } from "./commitment-parts.entity.js";
import { ownParties } from "./rights.js";
import { append, type Changed, lockCommitment, named, newChange } from "./status.service.js";
import { checkRecords, checkTies, meetingOf } from "./ties.js";

/** Enters a proposal in the name of the caller's locality; a coordinator proposes in nobody's name. */
export async function propose(ctx: Context, tx: Tx, input: ProposeCommitmentInput): Promise<Changed> {
  requireRole(ctx, Role.OFFICER);
  const proposer = isCoordinator(ctx.who) ? undefined : await proposerAmong(ctx, tx, input);
  if (proposer === undefined && !isCoordinator(ctx.who))
    throw forbidden("Only an officer of a party may propose this.");
  const record = parseRecord(commitmentFields, toRecord(input));
  const birth = { toStatus: CommitmentStatus.PROPOSED, at: now(), proposedById: proposer ?? null };
  const commitment = await createCommitment(tx, record, birth);
  await checkTies(ctx, tx, commitment, null);
  const change = newChange(ctx, commitment, {
    ...birth,
    fromStatus: null,
    byLocalities: proposer === undefined ? [] : [proposer],
    meetingId: await meetingOf(ctx, tx, input, commitment),
  });
  await append(ctx, tx, commitment, change);
  return { commitment, change };
}

/** The first party for which the officer acts. */
async function proposerAmong(ctx: Context, tx: Tx, { parties }: ProposeCommitmentInput): Promise<number | undefined> {
  const offices = await tx.findBy(Locality, { id: In([...ctx.who.offices]) });
  const names = new Map(offices.flatMap(({ id, key }) => [[key, id] as const, [writeId("Locality", id), id] as const]));
  return parties.map((party) => names.get(party.localityId)).find((id) => id !== undefined);
}

/** Changes the words of a proposal (by its proposer), or of what both sides have agreed on (by a coordinator alone). */
export async function update(ctx: Context, tx: Tx, input: UpdateCommitmentInput): Promise<Commitment> {
  const { commitment, standing } = await lockCommitment(ctx, tx, named(input.id), input.expectedVersion);
  const own = ownParties(ctx.who, standing.parties);
  const isProposer = commitment.proposedById !== null && own.includes(commitment.proposedById);
  const mayEdit = ctx.who.role === Role.OFFICER && isProposer && commitment.status === CommitmentStatus.PROPOSED;
  if (!mayEdit && !isCoordinator(ctx.who)) {
    throw forbidden("A proposal is edited by the party that made it; what has been agreed on, by a coordinator.");
  }
  await checkRecords(ctx, tx, commitment);
  const { initiativeId, meetingId } = commitment;
  const { row } = await changeCommitment(tx, changedRecord(commitmentFields, toRecord(input)), commitment);
  await checkTies(ctx, tx, row, { initiativeId, meetingId });
  if (!isCoordinator(ctx.who)) await requireParty(tx, row);
  return row;
}

/** A proposer cannot leave a promise between two others behind. */
async function requireParty(tx: Tx, { id, proposedById }: Commitment): Promise<void> {
  const stays = await tx.existsBy(CommitmentParty, { commitmentId: id, localityId: proposedById as number });
  if (!stays) throw forbidden("The party that proposed it must stay a party.");
}
