import { useContext, useState } from "preact/hooks";
import { AddItem } from "./add-item.js";
import type { Desk } from "./desk.js";
import { say } from "./desk-words.js";
import type { DeskMeetingFragment as Meeting } from "./graphql.generated.js";
import { Item } from "./item.js";
import { Opening } from "./opening.js";
import { Who } from "./press.js";
import "./agenda.css";

/** Shown on a phone with the current item, unless all is asked for: the commitments are what one came for. */
const NEAR = 1;

export function Agenda({ desk, meeting }: { desk: Desk; meeting: Meeting }) {
  const session = useContext(Who);
  const [isWhole, setWhole] = useState(false);
  const { agenda, currentItem, state } = meeting;
  const current = agenda.findIndex(({ id }) => id === currentItem?.id);
  const may = session.mayLead(meeting) && state !== "CLOSED";
  return (
    <section class={isWhole || current < 0 ? "agenda whole" : "agenda"}>
      <h2>{say.agenda(agenda.length)}</h2>
      {agenda.length === 0 && <p class="hint">{say.agendaEmpty}</p>}
      <ol>
        {agenda.map((item, index) => (
          <Item
            key={item.id}
            {...{ desk, meeting, item, index, may }}
            isCurrent={index === current}
            isNear={Math.abs(index - current) <= NEAR}
          />
        ))}
      </ol>
      <div class="tools">
        {current >= 0 && agenda.length > 1 + NEAR && (
          <button type="button" class="quiet fold" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? say.less : say.whole}
          </button>
        )}
        <Opening action="add" label={say.add} may={may}>
          {(close) => <AddItem {...{ desk, meeting, close }} />}
        </Opening>
      </div>
    </section>
  );
}
