import type { RefObject } from "preact";
import { useContext, useRef } from "preact/hooks";
import { Commitment } from "./commitment.js";
import type { Desk } from "./desk.js";
import { say } from "./desk-words.js";
import type { DeskMeetingFragment as Meeting, TabledFragment as Row } from "./graphql.generated.js";
import { Opening } from "./opening.js";
import { Who } from "./press.js";
import { Propose } from "./propose.js";
import "./commitments.css";

/** All that is on the table, the current item's first. */
export function Commitments({ desk, meeting }: { desk: Desk; meeting: Meeting }) {
  const session = useContext(Who);
  const list = useRef<HTMLDivElement>(null);
  const rows = useRows(desk, meeting, list);
  const isCurrent = currentOf(meeting);
  if (desk.table.rows === null) return <section class="table">{say.connecting}</section>;
  return (
    <section class="table">
      <div class="heading">
        <h2>{say.commitments(rows.length, desk.table.total)}</h2>
        <Opening action="propose" label={say.propose} may={session.mayWrite() && meeting.state === "IN_SESSION"}>
          {(close) => <Propose {...{ desk, meeting, close }} />}
        </Opening>
      </div>
      {rows.length === 0 && <p class="hint">{say.noCommitments}</p>}
      <div ref={list}>
        {rows.map((row) => (
          <Commitment key={row.id} desk={desk} row={row} isCurrent={isCurrent(row)} />
        ))}
      </div>
    </section>
  );
}

/**
 * In the order of the agenda. While somebody writes in one of them, they all stay where they are: that one also when
 * it is taken off the table.
 */
function useRows(desk: Desk, meeting: Meeting, list: RefObject<HTMLElement | null>): Row[] {
  const before = useRef<Row[]>([]);
  const written = writtenIn(list.current);
  const isCurrent = currentOf(meeting);
  const places = new Map(meeting.agenda.map(({ commitment }, place) => [commitment?.id, place]));
  const placeOf = (row: Row) => (isCurrent(row) ? -1 : (places.get(row.id) ?? places.size));
  const keptPlaceOf = (row: Row) => before.current.findIndex(({ id }) => id === row.id) + 1 || Number.MAX_SAFE_INTEGER;
  const place = written.size > 0 ? keptPlaceOf : placeOf;
  const gone = before.current.filter(({ id }) => written.has(id) && !desk.table.rows?.has(id));
  const rows = [...(desk.table.rows?.values() ?? []), ...gone].sort(
    (one, other) => place(one) - place(other) || (one.reference < other.reference ? -1 : 1),
  );
  before.current = rows;
  return rows;
}

/** The commitments whose forms are open. */
function writtenIn(list: HTMLElement | null): Set<string | undefined> {
  const rows = list?.querySelectorAll<HTMLElement>("article:has(form)") ?? [];
  return new Set([...rows].map((row) => row.dataset.commitment));
}

/** What the current item is about: its commitment, or all under its initiative. */
function currentOf({ agenda, currentItem }: Meeting): (row: Row) => boolean {
  const item = agenda.find(({ id }) => id === currentItem?.id);
  return ({ id, initiative }) =>
    item?.commitment?.id === id || (item?.initiative != null && item.initiative.id === initiative?.id);
}
