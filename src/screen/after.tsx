import { useEffect, useState } from "preact/hooks";
import { ask } from "../pages/ask.js";
import { dayOf, hourOf, localDay } from "../pages/dates.js";
import { StatusSign } from "../pages/icon.js";
import { Parties } from "../pages/parties.js";
import { dashHeld, language } from "../pages/words.js";
import { Clamped } from "./clamped.js";
import { Due } from "./due.js";
import {
  ClosedDocument,
  type ClosedQuery,
  type MeetingFragment as Meeting,
  type RowFragment as Row,
} from "./graphql.generated.js";
import { key } from "./key.js";
import type { Room } from "./room.js";
import { say } from "./screen-words.js";
import { Turn } from "./step.js";
import { useTurns } from "./use-turns.js";

/** As many as fit below a title of two lines. */
const ROWS = 6;

const AGAIN_MS = 5_000;

type Record = NonNullable<Extract<ClosedQuery["node"], { record: unknown }>["record"]>;
type Change = Record["changes"]["nodes"][number];

const ENDED: readonly Row["status"][] = ["COMPLETED", "DECLINED", "CANCELLED"];

/** A meeting that is over: what moved at it, and what is still owed. */
export function After({ room, meeting }: { room: Room; meeting: Meeting }) {
  const changes = useChanges(meeting, room.connection.state === "live");
  const { title, closedAt, heldOn } = meeting;
  return (
    <main class="after">
      <div class="over">
        <p class="eyebrow">{closedAt ? say.closedAt(hourOf(closedAt), dayOf(localDay(closedAt))) : say.closed}</p>
        <h2>{dashHeld(title)}</h2>
        {heldOn && !closedAt && <p class="when">{dayOf(heldOn)}</p>}
      </div>
      {changes && <Moved changes={changes} />}
      <Owed rows={[...room.rows.values()].filter(({ status }) => !ENDED.includes(status))} />
    </main>
  );
}

function Moved({ changes }: { changes: readonly Change[] }) {
  const moves = movesOf(changes);
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

/** As they stand now, which may have changed since the meeting. */
function Owed({ rows }: { rows: readonly Row[] }) {
  const { shown, page, count } = useTurns(rows, ROWS);
  return (
    <section>
      <h3>
        {say.openItems(rows.length)}
        {count > 1 && <small>{say.page(page + 1, count)}</small>}
      </h3>
      <ol>
        {shown.map((row) => (
          <li key={row.id} data-commitment={row.id} data-status={row.status}>
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

/** What was changed at it, read when it has closed and whenever the connection is back; it stands from then on. */
function useChanges({ id, version }: Meeting, isLive: boolean): readonly Change[] | null {
  const [changes, setChanges] = useState<readonly Change[] | null>(null);
  useEffect(() => {
    if (!isLive) return;
    const leaving = new AbortController();
    void readUntilRead(id, leaving.signal).then((read) => read && setChanges(read));
    return () => leaving.abort();
  }, [id, version, isLive]);
  return changes;
}

async function readUntilRead(id: string, signal: AbortSignal): Promise<Change[] | null> {
  while (!signal.aborted) {
    const read = await changesAt(id, signal).catch(() => null);
    if (read !== null) return read;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  return null;
}

async function changesAt(id: string, signal: AbortSignal): Promise<Change[]> {
  const changes: Change[] = [];
  for (let after: string | null = null; ; ) {
    const { node }: ClosedQuery = await ask(ClosedDocument, { id, language, after }, { signal, token: key() });
    const page: Record["changes"] | undefined = node && "record" in node ? node.record?.changes : undefined;
    changes.push(...(page?.nodes ?? []));
    if (!page?.pageInfo.hasNextPage) return changes;
    after = page.pageInfo.endCursor;
  }
}
