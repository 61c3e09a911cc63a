import { IsNull } from "typeorm";
import type { Context } from "../../graphql/context.js";
import type { Tx } from "../../store/db.js";
import { LocalitySuccession } from "../localities/locality-parts.entity.js";
import { responsibleFor } from "../localities/succession.js";
import type { Commitment } from "./commitment.entity.js";
import { CommitmentStatus } from "./commitment.enums.js";
import { CommitmentParty } from "./commitment-parts.entity.js";
import { mayTake, type Standing } from "./rights.js";
import { StatusChange } from "./status-change.entity.js";
import { stepsFrom } from "./steps.js";

/** What the rights on a commitment depend on, read inside a transaction. */
export async function readStanding(tx: Tx, { id, proposedById }: Commitment): Promise<Standing> {
  const parties = await tx.findBy(CommitmentParty, { commitmentId: id });
  const successions = await tx.find(LocalitySuccession);
  const report = await tx.findOne(StatusChange, {
    where: { commitmentId: id, ...A_REPORT },
    order: { position: "DESC" },
  });
  return standing(parties, proposedById, report, successions);
}

/** A report of completion; one that a coordinator restored is not a new one. */
const A_REPORT = { toStatus: CommitmentStatus.REPORTED_DONE, revertsId: IsNull() };

/** The steps that the caller may take now, batched for all commitments of a page. */
export async function nextStatuses(ctx: Context, commitment: Commitment): Promise<CommitmentStatus[]> {
  if (ctx.who.subject === null) return [];
  const [parties, successions, report] = await Promise.all([
    ctx.load.many(CommitmentParty, "commitmentId", commitment.id),
    ctx.load.all(LocalitySuccession),
    lastReport(ctx, commitment.id),
  ]);
  const now = standing(parties, commitment.proposedById, report, successions);
  return stepsFrom(commitment.status)
    .filter((step) => mayTake(ctx.who, step, now))
    .map((step) => step.to);
}

function lastReport(ctx: Context, id: number): Promise<StatusChange | null> {
  return ctx.load.batch("last report", id, async (ids: readonly number[]) => {
    const reports = await ctx.db.read
      .createQueryBuilder(StatusChange, "h")
      .where("h.commitmentId IN (:...ids) AND h.toStatus = :done AND h.revertsId IS NULL", {
        ids,
        done: CommitmentStatus.REPORTED_DONE,
      })
      .orderBy("h.position")
      .getMany();
    const last = new Map(reports.map((report) => [report.commitmentId, report]));
    return ids.map((each) => last.get(each) ?? null);
  });
}

function standing(
  parties: CommitmentParty[],
  proposedBy: number | null,
  report: StatusChange | null,
  successions: LocalitySuccession[],
): Standing {
  return {
    parties,
    proposedBy,
    reportedBy: report?.byLocalities ?? [],
    answers: (id) => responsibleFor(successions, id),
  };
}
