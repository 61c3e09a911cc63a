import { now } from "../../base/dates.js";
import { badInput, ErrorCode, forbidden, notFound, Refusal } from "../../base/errors.js";
import { parseRecord } from "../../base/record.js";
import { type Context, requireRole } from "../../graphql/context.js";
import { tryReadId } from "../../graphql/node.js";
import { Role } from "../../graphql/role.js";
import type { Tx } from "../../store/db.js";
import { lockRow } from "../../store/hydrate.js";
import { Commitment } from "./commitment.entity.js";
import type { CommitmentStatus } from "./commitment.enums.js";
import { stepRecord } from "./commitment.record.js";
import { actingFor, mayTake, type Standing } from "./rights.js";
import { readStanding } from "./standing.js";
import type { ChangeCommitmentStatusInput, RevertStatusChangeInput } from "./status.inputs.js";
import { changeOf, type GivenChange, StatusChange } from "./status-change.entity.js";
import { STEPS, stepsFrom } from "./steps.js";
import { meetingOf } from "./ties.js";
import { idAbout, maySee } from "./visibility.js";

export interface Changed {
  commitment: Commitment;
  change: StatusChange;
}

/**
 * Takes one step in the life of a commitment.
 * Refuses for the first reason that holds, in the order of the contract.
 */
export async function changeStatus(ctx: Context, tx: Tx, input: ChangeCommitmentStatusInput): Promise<Changed> {
  const { commitment, standing } = await lockCommitment(ctx, tx, named(input.commitmentId), input.expectedVersion);
  const step = STEPS.find((each) => each.from === commitment.status && each.to === input.to);
  if (step === undefined) throw invalid(commitment, `There is no step from ${commitment.status} to ${input.to}.`);
  if (!mayTake(ctx.who, step, standing)) throw forbidden(`This step is for ${step.by}.`);
  const { reason = null, evidence } = parseRecord(stepRecord, { reason: input.reason, evidence: input.evidence });
  if (step.needs === "reason" && reason === null) throw badInput("reason: this step needs one.", { path: ["reason"] });
  if (step.needs === "evidence" && !evidence?.length)
    throw badInput("evidence: this step needs some.", { path: ["evidence"] });
  const meetingId = await meetingOf(ctx, tx, input, commitment);
  return move(ctx, tx, commitment, {
    toStatus: step.to,
    reason,
    evidence: (evidence ?? []).map(({ title, url = null, note = null }) => ({ title, url, note })),
    byLocalities: actingFor(ctx.who, step, standing),
    meetingId,
  });
}

/** Takes a mistaken change back with a new one: the status is again what it was before the mistake. */
export async function revertChange(ctx: Context, tx: Tx, input: RevertStatusChangeInput): Promise<Changed> {
  const id = tryReadId(input.changeId);
  const mistake = id?.type === "StatusChange" ? await tx.findOneBy(StatusChange, { id: id.id }) : null;
  if (mistake === null) throw notFound("status change");
  const { commitment } = await lockCommitment(
    ctx,
    tx,
    { id: mistake.commitmentId },
    input.expectedVersion,
    "status change",
  );
  if (mistake.fromStatus === null)
    throw invalid(commitment, "The birth of a commitment cannot be reverted: cancel it.");
  if (await tx.existsBy(StatusChange, { revertsId: mistake.id }))
    throw invalid(commitment, "This change has been reverted already.");
  if (mistake.fromStatus === commitment.status)
    throw invalid(commitment, `The commitment is ${commitment.status} as it is.`);
  requireRole(ctx, Role.COORDINATOR);
  const { reason } = parseRecord(stepRecord, { reason: input.reason });
  return move(ctx, tx, commitment, {
    toStatus: mistake.fromStatus,
    reason: reason as string,
    meetingId: await meetingOf(ctx, tx, input, commitment),
    revertsId: mistake.id,
  });
}

type Name = { id: number } | { reference: string };

/** What a commitment is called by in a mutation: its id or its reference. */
export function named(text: string): Name {
  const id = tryReadId(text);
  return id?.type === "Commitment" ? { id: id.id } : { reference: text };
}

interface Locked {
  commitment: Commitment;
  standing: Standing;
}

/**
 * The commitment, locked until the transaction ends, and what the rights on it depend on.
 * Throws NOT_FOUND, also for what the caller may not see, and CONFLICT.
 */
export async function lockCommitment(
  ctx: Context,
  tx: Tx,
  which: Name,
  expectedVersion: number | null | undefined,
  what = "commitment",
): Promise<Locked> {
  const [[column, name]] = Object.entries(which) as [["id" | "reference", unknown]];
  const commitment = await lockRow(tx, Commitment, column, name); // two steps at once are taken one after the other
  if (commitment === undefined) throw notFound(what);
  const standing = await readStanding(tx, commitment);
  const { status, version, visibility } = commitment;
  if (!maySee(ctx.who, { visibility, parties: standing.parties })) throw notFound(what);
  if (expectedVersion != null && expectedVersion !== version) {
    throw new Refusal(ErrorCode.CONFLICT, `It has changed meanwhile: it is ${status}, version ${version}.`, {
      status,
      version,
    });
  }
  return { commitment, standing };
}

type Own = Omit<GivenChange, "commitmentId" | "byName">;

async function move(
  ctx: Context,
  tx: Tx,
  commitment: Commitment,
  given: Omit<Own, "fromStatus" | "at">,
): Promise<Changed> {
  const change = newChange(ctx, commitment, { ...given, fromStatus: commitment.status, at: now() });
  const moved = { status: change.toStatus, statusSince: change.at, version: commitment.version + 1 };
  Object.assign(commitment, moved);
  await tx.update(Commitment, { id: commitment.id }, moved);
  await append(ctx, tx, commitment, change);
  return { commitment, change };
}

/** Appends a change to the log, last; that of a hidden commitment under an id that tells nobody of it. */
export async function append(ctx: Context, tx: Tx, commitment: Commitment, change: StatusChange): Promise<void> {
  change.id = (await idAbout(commitment, tx, "status_change")) as number;
  await ctx.feed.log.append(tx, [change]);
}

/** A change in the caller's name. */
export function newChange({ who }: Context, { id }: Commitment, given: Own): StatusChange {
  const by = { bySubject: who.subject, byName: (who.name ?? who.subject) as string, byRole: who.role };
  return changeOf({ ...given, ...by, commitmentId: id });
}

function invalid({ status }: Commitment, message: string): Refusal {
  const allowed: CommitmentStatus[] = stepsFrom(status).map((step) => step.to);
  return new Refusal(ErrorCode.INVALID_TRANSITION, message, { status, allowed });
}
