import clockAlert from "icon:clock-alert";
import { dayOf } from "../pages/dates.js";
import { Icon } from "../pages/icon.js";
import type { RowFragment as Row } from "./graphql.generated.js";
import { say } from "./screen-words.js";

/** By when, with a mark where that has passed. */
export function Due({ dueOn, isOverdue }: Pick<Row, "dueOn" | "isOverdue">) {
  if (dueOn === null) return null;
  return (
    <span class="due">
      {isOverdue && (
        <span class="overdue">
          <Icon svg={clockAlert} />
          {say.overdue}
        </span>
      )}
      {dayOf(dueOn)}
    </span>
  );
}
