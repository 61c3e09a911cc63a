import { useEffect, useState } from "preact/hooks";
import { ask } from "../pages/ask.js";
import { dayOf } from "../pages/dates.js";
import { language } from "../pages/words.js";
import { type ListedFragment as Listed, MeetingsDocument } from "./graphql.generated.js";
import { key } from "./key.js";
import { say } from "./screen-words.js";

const AGAIN_MS = 5_000;

/** Which meeting? Those in session first, then those to come, then those that closed last. */
export function Choose() {
  const meetings = useMeetings();
  return (
    <main class="choose">
      <h1>{say.choose}</h1>
      {meetings?.length === 0 && <p>{say.noMeetings}</p>}
      <ul>
        {meetings?.map(({ id, key, title, heldOn, state }) => (
          <li key={id} data-state={state}>
            <a href={`/screen/${key}${location.search}${location.hash}`}>{title}</a>
            <p>
              <strong>{say[state]}</strong>
              {heldOn && ` · ${dayOf(heldOn)}`}
            </p>
          </li>
        ))}
      </ul>
    </main>
  );
}

/** Asked for every few seconds: a meeting may be opened any moment. */
function useMeetings(): Listed[] | null {
  const [meetings, setMeetings] = useState<Listed[] | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      const found = await ask(MeetingsDocument, { language }, { token: key() }).catch(() => null);
      if (found) setMeetings([...found.inSession.nodes, ...found.scheduled.nodes, ...found.closed.nodes]);
      timer = setTimeout(look, AGAIN_MS);
    };
    void look();
    return () => clearTimeout(timer);
  }, []);
  return meetings;
}
