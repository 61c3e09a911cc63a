import clockAlert from "icon:clock-alert";
import lock from "icon:lock";
import { whenOf, whoOf } from "../pages/change.js";
import { dayOf } from "../pages/dates.js";
import { Icon, StatusSign } from "../pages/icon.js";
import { Parties } from "../pages/parties.js";
import type { Desk } from "./desk.js";
import { say } from "./desk-words.js";
import type { TabledFragment as Row, TurnFragment as Turn } from "./graphql.generated.js";
import { Revert } from "./revert.js";
import { Steps } from "./steps.js";
import { useOwnId } from "./use-own-id.js";

interface Props {
  desk: Desk;
  row: Row;
  isCurrent: boolean;
}

/** One commitment: where it stands, how it came there, and what this person may do with it now. */
export function Commitment({ desk, row, isCurrent }: Props) {
  const id = useOwnId();
  const last = row.history.nodes.at(-1);
  return (
    <article data-commitment={row.id} data-status={row.status} data-current={isCurrent} aria-labelledby={id}>
      <p class="stands">
        <StatusSign status={row.status} />
        {row.isOverdue && <Mark svg={clockAlert} word={say.overdue} />}
        {row.visibility === "PARTIES" && <Mark svg={lock} word={say.privateRow} />}
      </p>
      <h3 id={id}>{row.title}</h3>
      <p class="meta">
        <Parties {...row} />
        {row.dueOn && <span>{`${say.due} ${dayOf(row.dueOn)}`}</span>}
        <span>{row.reference}</span>
      </p>
      {last && <Last key={last.id} turn={last} />}
      <div class="steps">
        <Steps desk={desk} row={row} />
        {last && <Revert desk={desk} row={row} last={last} />}
      </div>
    </article>
  );
}

const FRESH_MS = 8_000;

const isFresh = ({ at }: Turn): boolean => Date.now() - Date.parse(at) < FRESH_MS;

function Mark({ svg, word }: { svg: string; word: string }) {
  return (
    <span class="mark">
      <Icon svg={svg} />
      {word}
    </span>
  );
}

/** Who made the last change, when and why, and what shows it. */
function Last({ turn }: { turn: Turn }) {
  return (
    <div class={isFresh(turn) ? "last fresh" : "last"}>
      <p>
        {`${whoOf(turn)} · ${whenOf(turn)}`}
        {turn.reason && <q>{turn.reason}</q>}
      </p>
      {turn.evidence.map(({ title, url, note }) => (
        <p key={title}>
          {url === null ? (
            title
          ) : (
            <a href={url} target="_blank" rel="noreferrer">
              {title}
            </a>
          )}
          {note && ` – ${note}`}
        </p>
      ))}
    </div>
  );
}
