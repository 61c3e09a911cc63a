import { useContext } from "preact/hooks";
import { Act } from "./act.js";
import type { Desk } from "./desk.js";
import { say } from "./desk-words.js";
import { FocusAgendaItemDocument, type DeskMeetingFragment as Meeting } from "./graphql.generated.js";
import { Who } from "./press.js";

/** What is being discussed, and the way to what comes next. */
export function Now({ desk, meeting }: { desk: Desk; meeting: Meeting }) {
  const session = useContext(Who);
  const { agenda, currentItem, state, version: expectedVersion } = meeting;
  if (state !== "IN_SESSION") return null;
  const index = agenda.findIndex(({ id }) => id === currentItem?.id);
  const item = agenda[index];
  const next = agenda[index + 1];
  return (
    <section class="now">
      <p class="eyebrow">{item ? say.current(index + 1, agenda.length) : say.notCurrent}</p>
      {item && <h2>{item.title}</h2>}
      {item && next && session.mayLead(meeting) && (
        <div class="tools">
          <Act
            action="next"
            class="main"
            of={expectedVersion}
            run={async (send) => {
              const { focusAgendaItem } = await send(FocusAgendaItemDocument, { itemId: next.id, expectedVersion });
              desk.takeMeeting(focusAgendaItem.meeting);
            }}
          >
            {say.next}
          </Act>
          <p class="hint">{next.title}</p>
        </div>
      )}
    </section>
  );
}
