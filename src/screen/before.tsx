import { dayOf } from "../pages/dates.js";
import { dashHeld } from "../pages/words.js";
import { Clamped } from "./clamped.js";
import type { MeetingFragment as Meeting } from "./graphql.generated.js";
import { say } from "./screen-words.js";
import { useTurns } from "./use-turns.js";

/** As many as fit above each other. */
const ITEMS = 8;

/** Kept on a page that is not full, or all would move when it comes. */
const HEIGHT = `calc(${ITEMS} * (1lh + 1.46rem))`;

/** A meeting that is to come: what, when, who, and the agenda. */
export function Before({ meeting }: { meeting: Meeting }) {
  const { title, heldOn, agenda } = meeting;
  return (
    <main class="before">
      <section>
        <p class="eyebrow">{say.scheduled}</p>
        <h2>{dashHeld(title)}</h2>
        {heldOn && <p class="when">{dayOf(heldOn)}</p>}
        <Attending meeting={meeting} />
      </section>
      {agenda.length > 0 && <Agenda agenda={agenda} />}
    </main>
  );
}

/** What does not fit comes by itself. */
function Agenda({ agenda }: Pick<Meeting, "agenda">) {
  const { shown, page, count } = useTurns(agenda, ITEMS);
  return (
    <section class="agenda">
      <p class="eyebrow">
        <span>{say.agenda}</span>
        {count > 1 && <span>{say.page(page + 1, count)}</span>}
      </p>
      <ol style={count > 1 ? { minHeight: HEIGHT } : {}}>
        {shown.map((item) => (
          <li key={item.id}>
            <span class="place">{item.place}</span>
            <Clamped text={item.title} lines={1} />
          </li>
        ))}
      </ol>
    </section>
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
