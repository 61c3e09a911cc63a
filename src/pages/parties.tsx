import arrows from "icon:arrow-left-right";
import arrowRight from "icon:arrow-right";
import { Icon } from "./icon.js";

type Role = "OWES" | "BENEFITS";

interface Props {
  kind: "JOINT" | "PLEDGE" | "REQUEST";
  parties: readonly { role: Role; locality: { name: string } }[];
}

/** Who owes, an arrow, who benefits; an arrow both ways where all do both. */
export function Parties({ parties, kind }: Props) {
  const namesOf = (role: Role) => parties.filter((party) => party.role === role).map(({ locality }) => locality.name);
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
