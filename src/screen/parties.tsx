import arrows from "lucide-static/icons/arrow-left-right.svg?raw";
import arrowRight from "lucide-static/icons/arrow-right.svg?raw";
import { Icon } from "../pages/icon.js";
import type { RowFragment as Row } from "./graphql.generated.js";

/** Who owes, an arrow, who benefits; an arrow both ways where all do both. */
export function Parties({ parties, kind }: Pick<Row, "parties" | "kind">) {
  if (kind === "JOINT") {
    const [first, ...others] = namesOf(parties);
    return (
      <span class="parties">
        {first}
        <Icon svg={arrows} />
        {others.join(", ")}
      </span>
    );
  }
  return (
    <span class="parties">
      {namesOf(parties.filter(({ role }) => role === "OWES")).join(", ")}
      <Icon svg={arrowRight} />
      {namesOf(parties.filter(({ role }) => role === "BENEFITS")).join(", ")}
    </span>
  );
}

function namesOf(parties: Row["parties"]): string[] {
  return [...new Set(parties.map(({ locality }) => locality.name))];
}
