import { useEffect, useState } from "preact/hooks";
import { ask } from "../pages/ask.js";
import { dayOf, hourOf, localDay } from "../pages/dates.js";
import { StatusSign } from "../pages/icon.js";
import { language } from "../pages/words.js";
import { Clamped } from "./clamped.js";
import { Due } from "./due.js";
import { ClosedDocument, type ClosedQuery, type MeetingFragment as Meeting } from "./graphql.generated.js";
import { Parties } from "./parties.js";
import { say } from "./screen-words.js";
import { Turn } from "./step.js";
import { useTurns } from "./use-turns.js";

/** As many as fit below a title of two lines. */
const ROWS = 6;

type Record = NonNullable<Extract<ClosedQuery["node"], { record: unknown }>["record"]>;
type Change = Record["changes"]["nodes"][number];

/** A meeting that is over: what moved at it, and what is still owed. */
export function After({ meeting, isLive }: { meeting: Meeting; isLive: boolean }) {
  const record = useRecord(meeting, isLive);
  const { title, closedAt, heldOn } = meeting;
  return (
    <main class="after">
      <div class="over">
        <p class="eyebrow">{closedAt ? say.closedAt(hourOf(closedAt), dayOf(localDay(closedAt))) : say.closed}</p>
        <h2>{title}</h2>
        {heldOn && !closedAt && <p class="when">{dayOf(heldOn)}</p>}
      </div>
      {record && <Moved record={record} />}
      {record && <Owed record={record} />}
    </main>
  );
}

function Moved({ record: { changes } }: { record: Record }) {
  const moves = movesOf(changes.nodes);
  const { shown, page, count } = useTurns(moves, ROWS);
  return (
    <section>
      <h3>
        {say.moved(moves.length)}
        {count > 1 && <small>{say.page(page + 1, count)}</small>}
      </h3>
      <ol>
        {shown.map((move) => (
          <li key={move.commitment.id}>
            <Clamped class="title" text={move.commitment.title} lines={1} />
            <Turn {...move} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Owed({ record: { open } }: { record: Record }) {
  const { shown, page, count } = useTurns(open.nodes, ROWS);
  return (
    <section>
      <h3>
        {say.openItems(open.totalCount)}
        {count > 1 && <small>{say.page(page + 1, count)}</small>}
      </h3>
      <ol>
        {shown.map((row) => (
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
    </section>
  );
}

/** Each commitment that moved once, from where it stood before the meeting to where it stands after. */
function movesOf(changes: readonly Change[]): Change[] {
  const moves = new Map<string, Change>();
  for (const change of changes) {
    const { id } = change.commitment;
    moves.set(id, { ...change, from: moves.has(id) ? (moves.get(id)?.from ?? null) : change.from });
  }
  return [...moves.values()].filter(({ from, to }) => from !== to).reverse();
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
