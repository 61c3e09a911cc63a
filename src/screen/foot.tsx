import arrowRight from "icon:arrow-right";
import { whoOf } from "../pages/change.js";
import { Icon, StatusSign } from "../pages/icon.js";
import { Parties } from "../pages/parties.js";
import { STATUSES, type Status } from "../pages/status.js";
import { Clamped } from "./clamped.js";
import type { ChangeFragment as Change } from "./graphql.generated.js";
import type { Moment } from "./moments.js";
import type { Room } from "./room.js";
import { say } from "./screen-words.js";
import "./foot.css";

/** How many stand where; and over it, for some seconds, what has just changed, unless more may have since. */
export function Foot({ room }: { room: Room }) {
  const { showing } = room.moments;
  return (
    <footer>
      <Tallies room={room} />
      {showing && room.connection.state === "live" && <MomentBar moment={showing} />}
    </footer>
  );
}

function Tallies({ room }: { room: Room }) {
  const counts = new Map<Status, number>();
  for (const { status } of room.rows.values()) counts.set(status, (counts.get(status) ?? 0) + 1);
  const inOrder = (Object.keys(STATUSES) as Status[]).filter((status) => counts.has(status));
  return (
    <section class="tallies" aria-label={say.allStatuses}>
      <div class="bar" aria-hidden="true">
        {inOrder.map((status) => (
          <span key={status} data-sign={status} style={{ flexGrow: counts.get(status) ?? 0 }} />
        ))}
      </div>
      <ul>
        {inOrder.map((status) => (
          <li key={status}>
            <StatusSign status={status} />
            <strong>{counts.get(status)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function MomentBar({ moment }: { moment: Moment }) {
  return (
    <section class="moment" data-moment role="status">
      {"change" in moment ? <OneChange change={moment.change} /> : <Crowd counts={moment.counts} />}
    </section>
  );
}

/** From what to what; which commitment; who, and why. */
function OneChange({ change }: { change: Change }) {
  const { from, to, commitment, reason } = change;
  return (
    <>
      <p class="turn">
        <span class="before-it">{from ? <StatusSign status={from} /> : say.newlyMade}</span>
        <span class="after-it">
          <Icon svg={arrowRight} />
          <StatusSign status={to} />
        </span>
      </p>
      <Clamped class="title" text={commitment.title} lines={1} />
      <p class="why">
        <Parties {...commitment} />
        <span>{whoOf(change)}</span>
        {reason && <Clamped as="span" class="reason" text={`“${reason}”`} lines={1} />}
      </p>
    </>
  );
}

function Crowd({ counts }: { counts: ReadonlyMap<Status, number> }) {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return (
    <>
      <p class="title">{say.changesAtOnce(total)}</p>
      <p class="why">
        {[...counts].map(([status, count]) => (
          <span key={status} class="turn">
            <StatusSign status={status} />
            {count}
          </span>
        ))}
      </p>
    </>
  );
}
