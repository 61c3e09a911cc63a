import arrows from "lucide-static/icons/arrow-left-right.svg?raw";
import arrowRight from "lucide-static/icons/arrow-right.svg?raw";
import { Icon } from "./icon.js";

interface Props {
  kind: "JOINT" | "PLEDGE" | "REQUEST";
  parties: readonly { role: "OWES" | "BENEFITS"; locality: { name: string } }[];
}

/** Who owes, an arrow, who benefits; an arrow both ways where all do both. */
export function Parties({ parties, kind }: Props) {
  const [first, ...others] = namesOf(parties);
  const having = (role: "OWES" | "BENEFITS") => namesOf(parties.filter((party) => party.role === role)).join(", ");
  const isJoint = kind === "JOINT";
  return (
    <span class="parties">
      {isJoint ? first : having("OWES")}
      <Icon svg={isJoint ? arrows : arrowRight} />
      {isJoint ? others.join(", ") : having("BENEFITS")}
    </span>
  );
}

function namesOf(parties: Props["parties"]): string[] {
  return [...new Set(parties.map(({ locality }) => locality.name))];
}
