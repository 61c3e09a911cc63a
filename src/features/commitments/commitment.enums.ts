import { registerEnumType } from "type-graphql";

export enum CommitmentKind {
  PLEDGE = "PLEDGE",
  REQUEST = "REQUEST",
  JOINT = "JOINT",
}

export enum CommitmentStatus {
  PROPOSED = "PROPOSED",
  AGREED = "AGREED",
  IN_PROGRESS = "IN_PROGRESS",
  STALLED = "STALLED",
  REPORTED_DONE = "REPORTED_DONE",
  COMPLETED = "COMPLETED",
  DISPUTED = "DISPUTED",
  DECLINED = "DECLINED",
  CANCELLED = "CANCELLED",
}

export enum PartyRole {
  OWES = "OWES",
  BENEFITS = "BENEFITS",
}

registerEnumType(CommitmentKind, {
  name: "CommitmentKind",
  description: "How a commitment came up.",
  valuesConfig: {
    PLEDGE: { description: "Offered by the one who owes." },
    REQUEST: { description: "Asked for by the one who benefits; binds nobody until the other side agrees." },
    JOINT: { description: "Every party both owes and benefits." },
  },
});

registerEnumType(CommitmentStatus, {
  name: "CommitmentStatus",
  description: "Where a commitment stands.",
  valuesConfig: {
    PROPOSED: { description: "Put forward; the other side has not answered." },
    AGREED: { description: "Both sides want it." },
    IN_PROGRESS: { description: "Being carried out." },
    STALLED: { description: "Held up; the reason is in the history." },
    REPORTED_DONE: { description: "Done, says the side that owes; the other side has yet to confirm." },
    COMPLETED: { description: "Done, say both sides." },
    DISPUTED: { description: "Reported done, and not accepted by the side that benefits." },
    DECLINED: { description: "Turned down by the other side." },
    CANCELLED: { description: "Withdrawn." },
  },
});

registerEnumType(PartyRole, {
  name: "PartyRole",
  description: "On which side of a commitment a locality stands.",
  valuesConfig: { OWES: { description: "Has to deliver." }, BENEFITS: { description: "Is the one it is for." } },
});
