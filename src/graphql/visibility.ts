import { registerEnumType } from "type-graphql";

export enum Visibility {
  PUBLIC = "PUBLIC",
  PARTIES = "PARTIES",
}

registerEnumType(Visibility, {
  name: "Visibility",
  description: "Who may see a commitment and all that hangs on it, or a document.",
  valuesConfig: {
    PUBLIC: { description: "Everybody." },
    PARTIES: {
      description:
        "Coordinators, admins and those whom it concerns: of a commitment the officers of its parties, of a document whoever may see something that cites it.",
    },
  },
});
