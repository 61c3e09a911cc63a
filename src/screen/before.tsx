import { dayOf } from "../pages/dates.js";
import { Clamped } from "./clamped.js";
import type { MeetingFragment as Meeting } from "./graphql.generated.js";
import { say } from "./screen-words.js";

const MOST_ITEMS = 8;

/** A meeting that is to come: what, when, who, and the agenda. */
export function Before({ meeting }: { meeting: Meeting }) {
  const { title, heldOn, agenda } = meeting;
  return (
    <main class="before">
      <section>
        <p class="eyebrow">{say.scheduled}</p>
        <h2>{title}</h2>
        {heldOn && <p class="when">{dayOf(heldOn)}</p>}
        <Attending meeting={meeting} />
      </section>
      {agenda.length > 0 && (
        <section class="agenda">
          <p class="eyebrow">{say.agenda}</p>
          <ol>
            {agenda.slice(0, MOST_ITEMS).map((item) => (
              <li key={item.id}>
                <Clamped text={item.title} lines={1} />
              </li>
            ))}
          </ol>
          {agenda.length > MOST_ITEMS && <p class="others">{say.others(agenda.length - MOST_ITEMS)}</p>}
        </section>
      )}
    </main>
  );
}

/** Each locality with those who come for it. */
function Attending({ meeting: { localities, attendances } }: { meeting: Meeting }) {
  const namesOf = (place: string) =>
    attendances.filter(({ locality }) => locality?.name === place).map(({ leader }) => leader.name);
  return (
    <dl class="attending">
      {localities.map(({ name }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{namesOf(name).join(", ")}</dd>
        </div>
      ))}
    </dl>
  );
}
