import { CommitmentStatus as S } from "./commitment.enums.js";

/** Who may take a step; `rights.ts` says what each means. Coordinators may take every one. */
export type Taker =
  | "any party but the proposer"
  | "the proposer"
  | "a party that owes"
  | "a party that benefits and did not report";

export interface Step {
  from: S;
  to: S;
  by: Taker;
  needs?: "reason" | "evidence";
}

/** The life of a commitment, whole: a step that is not here cannot be taken. */
export const STEPS: readonly Step[] = [
  { from: S.PROPOSED, to: S.AGREED, by: "any party but the proposer" },
  { from: S.PROPOSED, to: S.DECLINED, by: "any party but the proposer", needs: "reason" },
  { from: S.PROPOSED, to: S.CANCELLED, by: "the proposer", needs: "reason" },
  { from: S.AGREED, to: S.IN_PROGRESS, by: "a party that owes" },
  { from: S.AGREED, to: S.CANCELLED, by: "a party that owes", needs: "reason" },
  { from: S.IN_PROGRESS, to: S.STALLED, by: "a party that owes", needs: "reason" },
  { from: S.IN_PROGRESS, to: S.REPORTED_DONE, by: "a party that owes", needs: "evidence" },
  { from: S.IN_PROGRESS, to: S.CANCELLED, by: "a party that owes", needs: "reason" },
  { from: S.STALLED, to: S.IN_PROGRESS, by: "a party that owes" },
  { from: S.STALLED, to: S.CANCELLED, by: "a party that owes", needs: "reason" },
  { from: S.REPORTED_DONE, to: S.COMPLETED, by: "a party that benefits and did not report" },
  { from: S.REPORTED_DONE, to: S.DISPUTED, by: "a party that benefits and did not report", needs: "reason" },
  { from: S.DISPUTED, to: S.IN_PROGRESS, by: "a party that owes" },
  { from: S.DISPUTED, to: S.REPORTED_DONE, by: "a party that owes", needs: "evidence" },
];

/** The statuses in which nothing more is owed. */
export const CLOSED: readonly S[] = [S.COMPLETED, S.DECLINED, S.CANCELLED];

/** Open commitments without a change for this long are stale. */
export const STALE_DAYS = 180;

export function stepsFrom(status: S): readonly Step[] {
  return STEPS.filter((step) => step.from === status);
}
