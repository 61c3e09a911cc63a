import { whenOf, whoOf } from "../pages/change.js";
import { StatusSign } from "../pages/icon.js";
import { Parties } from "../pages/parties.js";
import { Clamped } from "./clamped.js";
import { Due } from "./due.js";
import type { MeetingFragment as Meeting } from "./graphql.generated.js";
import type { Room } from "./room.js";
import { say } from "./screen-words.js";
import "./session.css";

/** Longer titles are set smaller, so that what stands below them has its place. */
const LONG = 52;

/** The current item, large: what was promised, by whom to whom, its status and its last steps. */
export function Current({ room, meeting }: { room: Room; meeting: Meeting }) {
  const item = meeting.currentItem;
  if (item === null)
    return <section class="current nothing">{meeting.agenda.length === 0 ? say.nothingYet : say.notPublic}</section>;
  const isLong = item.title.length > LONG;
  return (
    <section class="current" data-current-item={item.id} key={item.id}>
      <p class="eyebrow">{say.current(item.place, meeting.agenda.length)}</p>
      <Clamped as="h2" class={isLong ? "long" : ""} text={item.title} lines={isLong ? 4 : 3} />
      {item.initiative && item.initiative.title !== item.title && <p class="of">{item.initiative.title}</p>}
      <CurrentCommitment room={room} saidBy={item.commitment?.saidBy ?? []} title={item.title} />
    </section>
  );
}

function CurrentCommitment({ room, saidBy, title }: { room: Room; saidBy: { name: string }[]; title: string }) {
  const row = room.currentRow();
  if (row === null) return null;
  return (
    <>
      {row.title !== title && <p class="of">{row.title}</p>}
      <p class="between">
        <Parties {...row} />
      </p>
      <p class="stands">
        <StatusSign status={row.status} />
      </p>
      <dl>
        {saidBy.length > 0 && (
          <div>
            <dt>{say.said}</dt>
            <dd>{saidBy.map(({ name }) => name).join(", ")}</dd>
          </div>
        )}
        {row.dueOn && (
          <div>
            <dt>{say.due}</dt>
            <dd>
              <Due {...row} />
            </dd>
          </div>
        )}
      </dl>
      <Steps room={room} />
    </>
  );
}

function Steps({ room }: { room: Room }) {
  const reason = room.steps.at(-1)?.reason;
  return (
    <ol class="steps">
      {room.steps.map((step) => (
        <li key={step.cursor}>
          <span class="when">{whenOf(step)}</span>
          <StatusSign status={step.to} />
          <Clamped class="who" text={whoOf(step)} lines={1} />
        </li>
      ))}
      {reason && (
        <li class="reason">
          <Clamped text={reason} lines={2} />
        </li>
      )}
    </ol>
  );
}

/** The latest changes at the table, the newest first. */
export function Latest({ room }: { room: Room }) {
  if (room.latest.length === 0) return null;
  return (
    <section class="latest">
      <h3>{say.latest}</h3>
      <ol>
        {[...room.latest].reverse().map((change) => (
          <li key={change.cursor}>
            <span class="when">{whenOf(change)}</span>
            <Clamped text={change.commitment.title} lines={2} />
            <StatusSign status={change.to} />
          </li>
        ))}
      </ol>
    </section>
  );
}
