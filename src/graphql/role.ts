import { registerEnumType } from "type-graphql";

export enum Role {
  VIEWER = "VIEWER",
  OFFICER = "OFFICER",
  COORDINATOR = "COORDINATOR",
  ADMIN = "ADMIN",
}

registerEnumType(Role, {
  name: "Role",
  description: "What a signed-in person may do.",
  valuesConfig: {
    VIEWER: { description: "Reads." },
    OFFICER: { description: "Acts for its localities and for those they succeeded." },
    COORDINATOR: { description: "Takes any step that the life of a commitment allows, and reverts mistakes." },
    ADMIN: { description: "A coordinator who also keeps localities, sectors, leaders and posts." },
  },
});
