import arrowRight from "icon:arrow-right";
import { dayOf, momentOf } from "../pages/dates.js";
import { Icon, StatusSign } from "../pages/icon.js";
import type { StepFragment as Step } from "./graphql.generated.js";

export const whenOf = ({ datedOn, at }: Step): string => (datedOn ? dayOf(datedOn) : momentOf(at, new Date()));

/** Who made it, and for whom where the name does not say so. */
export function whoOf({ by }: Step): string {
  const places = by.localities.map(({ name }) => name).filter((name) => !by.name.includes(name));
  return [by.name, ...places].join(", ");
}

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
