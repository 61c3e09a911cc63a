import { useEffect, useState } from "preact/hooks";
import { ask } from "../pages/ask.js";
import { dayOf, hourOf } from "../pages/dates.js";
import { StatusSign } from "../pages/icon.js";
import { language } from "../pages/words.js";
import { Clamped } from "./clamped.js";
import { Due } from "./due.js";
import { ClosedDocument, type ClosedQuery, type MeetingFragment as Meeting } from "./graphql.generated.js";
import { Parties } from "./parties.js";
import { say } from "./screen-words.js";
import { Turn } from "./step.js";

type Record = NonNullable<Extract<ClosedQuery["node"], { record: unknown }>["record"]>;

/** A meeting that is over: what moved at it, and what is still owed. */
export function After({ meeting, isLive }: { meeting: Meeting; isLive: boolean }) {
  const record = useRecord(meeting, isLive);
  const { title, closedAt, heldOn } = meeting;
  return (
    <main class="after">
      <div class="over">
        <p class="eyebrow">
          {closedAt ? say.closedAt(`${hourOf(closedAt)}, ${dayOf(localDay(closedAt))}`) : say.closed}
        </p>
        <h2>{title}</h2>
        {heldOn && !closedAt && <p class="when">{dayOf(heldOn)}</p>}
      </div>
      {record && <Moved record={record} />}
      {record && <Owed record={record} />}
    </main>
  );
}

function Moved({ record: { changes, proposed } }: { record: Record }) {
  return (
    <section>
      <h3>
        {say.changed(changes.totalCount)}
        {proposed.totalCount > 0 && <small>{say.proposed(proposed.totalCount)}</small>}
      </h3>
      <ol>
        {changes.nodes.toReversed().map((change) => (
          <li key={change.cursor}>
            <Clamped class="title" text={change.commitment.title} lines={1} />
            <Turn {...change} />
          </li>
        ))}
      </ol>
      <More shown={changes.nodes.length} total={changes.totalCount} />
    </section>
  );
}

function Owed({ record: { open } }: { record: Record }) {
  return (
    <section>
      <h3>{say.openItems(open.totalCount)}</h3>
      <ol>
        {open.nodes.map((row) => (
          <li key={row.id}>
            <Clamped class="title" text={row.title} lines={1} />
            <p class="between">
              <StatusSign status={row.status} />
              <Parties {...row} />
              <Due {...row} />
            </p>
          </li>
        ))}
      </ol>
      <More shown={open.nodes.length} total={open.totalCount} />
    </section>
  );
}

function More({ shown, total }: { shown: number; total: number }) {
  return total > shown ? <p class="others">{say.others(total - shown)}</p> : null;
}

/** Read when the meeting has closed, and whenever the connection is back. */
function useRecord({ id, version }: Meeting, isLive: boolean): Record | null {
  const [record, setRecord] = useState<Record | null>(null);
  useEffect(() => {
    if (!isLive) return;
    const leaving = new AbortController();
    ask(ClosedDocument, { id, language }, { signal: leaving.signal }).then(
      ({ node }) => setRecord(node && "record" in node ? node.record : null),
      () => undefined,
    );
    return () => leaving.abort();
  }, [id, version, isLive]);
  return record;
}

/** The day by the calendar of the room. */
function localDay(instant: string): string {
  const day = new Date(instant);
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}
