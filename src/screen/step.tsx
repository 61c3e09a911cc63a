import arrowRight from "icon:arrow-right";
import { Icon, StatusSign } from "../pages/icon.js";
import type { StepFragment as Step } from "./graphql.generated.js";

/** From what to what. */
export function Turn({ from, to }: Pick<Step, "from" | "to">) {
  return (
    <span class="turn">
      {from && (
        <>
          <StatusSign status={from} />
          <Icon svg={arrowRight} />
        </>
      )}
      <StatusSign status={to} />
    </span>
  );
}
