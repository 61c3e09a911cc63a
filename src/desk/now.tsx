import { useContext } from "preact/hooks";
import { Act } from "./act.js";
import type { Desk } from "./desk.js";
import { say } from "./desk-words.js";
import type { DeskMeetingFragment as Meeting } from "./graphql.generated.js";
import { Who } from "./press.js";
import { turnTo } from "./turn-to.js";

/** What is being discussed, and the way to what comes next: after an item that is hidden here, what is yet to come. */
export function Now({ desk, meeting }: { desk: Desk; meeting: Meeting }) {
  const session = useContext(Who);
  const { agenda, currentItem, state, version } = meeting;
  if (state !== "IN_SESSION") return null;
  const index = agenda.findIndex(({ id }) => id === currentItem?.id);
  const item = agenda[index];
  const next = item ? agenda[index + 1] : agenda.find(({ discussedAt }) => discussedAt === null);
  const notShown = agenda.length === 0 ? say.notCurrent : say.notPublic;
  return (
    <section class="now">
      <p class="eyebrow">{item ? say.current(item.place, agenda.length) : notShown}</p>
      {item && <h2>{item.title}</h2>}
      {next && session.mayLead(meeting) && (
        <div class="tools">
          <Act action="next" class="main" of={version} run={turnTo(desk, meeting, next.id)}>
            {say.next}
          </Act>
          <p class="hint">{next.title}</p>
        </div>
      )}
    </section>
  );
}
