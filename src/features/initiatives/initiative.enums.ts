import { registerEnumType } from "type-graphql";

export enum ParticipantRole {
  LEAD = "LEAD",
  PARTICIPANT = "PARTICIPANT",
}

export enum Rhythm {
  FIXED = "FIXED",
  ONGOING = "ONGOING",
  YEARLY = "YEARLY",
}

export enum InitiativeOrderField {
  TITLE = "TITLE",
  KEY = "KEY",
}

registerEnumType(ParticipantRole, {
  name: "ParticipantRole",
  description: "A locality's part in an initiative.",
  valuesConfig: { LEAD: { description: "Leads it." }, PARTICIPANT: { description: "Takes part." } },
});

registerEnumType(Rhythm, {
  name: "Rhythm",
  description: "How an initiative runs over time.",
  valuesConfig: {
    FIXED: { description: "From one date to another." },
    ONGOING: { description: "Goes on, without an end set." },
    YEARLY: { description: "Returns every year." },
  },
});

registerEnumType(InitiativeOrderField, {
  name: "InitiativeOrderField",
  description: "By what initiatives are ordered.",
  valuesConfig: {
    TITLE: { description: "By Vietnamese title, in the order of the Vietnamese alphabet." },
    KEY: { description: "By key." },
  },
});
