import arrows from "icon:arrow-left-right";
import arrowRight from "icon:arrow-right";
import { Icon } from "../pages/icon.js";
import type { PartyRole, RowFragment as Row } from "./graphql.generated.js";

/** Who owes, an arrow, who benefits; an arrow both ways where all do both. */
export function Parties({ parties, kind }: Pick<Row, "parties" | "kind">) {
  const namesOf = (role: PartyRole) =>
    parties.filter((party) => party.role === role).map(({ locality }) => locality.name);
  const owing = namesOf("OWES");
  const isJoint = kind === "JOINT";
  return (
    <span class="parties">
      <Names names={isJoint ? owing.slice(0, 1) : owing} />
      <Icon svg={isJoint ? arrows : arrowRight} />
      <Names names={isJoint ? owing.slice(1) : namesOf("BENEFITS")} />
    </span>
  );
}

/** A line may break between names, not within one. */
function Names({ names }: { names: readonly string[] }) {
  return (
    <>
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && ", "}
          <span class="name">{name}</span>
        </span>
      ))}
    </>
  );
}
