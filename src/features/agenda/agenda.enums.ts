import { registerEnumType } from "type-graphql";

export enum CarryOverReason {
  OVERDUE = "OVERDUE",
  STALE = "STALE",
  DISPUTED = "DISPUTED",
  AWAITING_CONFIRMATION = "AWAITING_CONFIRMATION",
}

registerEnumType(CarryOverReason, {
  name: "CarryOverReason",
  description: "Why a commitment should be on the table again.",
  valuesConfig: {
    OVERDUE: { description: "It was due and is still open." },
    STALE: { description: "It is open and nothing has changed for a long time." },
    DISPUTED: { description: "One side has reported it done, the other does not confirm it." },
    AWAITING_CONFIRMATION: { description: "It is reported done and waits for the other side's word." },
  },
});
