import type { Context } from "../../graphql/context.js";
import type { Tx } from "../../store/db.js";
import { selectRows } from "../../store/hydrate.js";
import { LocalitySuccession } from "../localities/locality-parts.entity.js";
import { responsibleFor } from "../localities/succession.js";
import type { Commitment } from "./commitment.entity.js";
import { CommitmentStatus } from "./commitment.enums.js";
import { CommitmentParty } from "./commitment-parts.entity.js";
import { mayTake, type Standing } from "./rights.js";
import { StatusChange } from "./status-change.entity.js";
import { stepsFrom } from "./steps.js";

/** What the rights on a commitment depend on, read inside a transaction. */
export async function readStanding(tx: Tx, { id, proposedById, status }: Commitment): Promise<Standing> {
  const parties = await selectRows(tx, CommitmentParty, (to) => `r.commitment_id = ${to.bind(id)}`);
  const successions = asksForSecond(status) ? await tx.find(LocalitySuccession) : [];
  const history = hasReport(status)
    ? await tx.find(StatusChange, { where: { commitmentId: id }, order: { position: "ASC" } })
    : [];
  return standing(parties, proposedById, history, successions);
}

/** The steps that the caller may take now, batched for all commitments of a page. */
export async function nextStatuses(ctx: Context, commitment: Commitment): Promise<CommitmentStatus[]> {
  if (ctx.who.subject === null) return [];
  const { id, proposedById, status } = commitment;
  const [parties, successions, history] = await Promise.all([
    ctx.load.many(CommitmentParty, "commitmentId", id),
    asksForSecond(status) ? ctx.load.all(LocalitySuccession) : [],
    hasReport(status) ? ctx.load.many(StatusChange, "commitmentId", id) : [],
  ]);
  const inOrder = history.toSorted((one, other) => one.position - other.position);
  const current = standing(parties, proposedById, inOrder, successions);
  return stepsFrom(status)
    .filter((step) => mayTake(ctx.who, step, current))
    .map((step) => step.to);
}

/** Who reported is in the history; elsewhere that plays no part in the rights. */
const hasReport = (status: CommitmentStatus) => status === CommitmentStatus.REPORTED_DONE;

/** Only where a second signature is asked for does it matter who answers for whom today. */
const asksForSecond = (status: CommitmentStatus) => hasReport(status) || status === CommitmentStatus.PROPOSED;

function standing(
  parties: CommitmentParty[],
  proposedBy: number | null,
  history: readonly StatusChange[],
  successions: LocalitySuccession[],
): Standing {
  return {
    parties,
    proposedBy,
    reportedBy: standsOn(history)?.byLocalities ?? [],
    answers: (id) => responsibleFor(successions, id),
  };
}

/** The step on which the status stands: what was reverted, and the reverting of it, count as if they had not been. */
function standsOn(history: readonly StatusChange[]): StatusChange | undefined {
  let index = history.length - 1;
  for (;;) {
    const change = history[index];
    if (change === undefined || change.revertsId === null) return change;
    index = history.findIndex((each) => each.id === change.revertsId) - 1;
  }
}
