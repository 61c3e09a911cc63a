import { useContext, useEffect, useState } from "preact/hooks";
import { ask } from "../pages/ask.js";
import { dayOf } from "../pages/dates.js";
import { language } from "../pages/words.js";
import { say } from "./desk-words.js";
import { type ListedMeetingFragment as Listed, MeetingsDocument, type MeetingsQuery } from "./graphql.generated.js";
import { NewMeeting } from "./new-meeting.js";
import { Opening } from "./opening.js";
import { Who } from "./press.js";
import type { Session } from "./session.js";
import { SignIn } from "./sign-in.js";
import { type Connected, Top } from "./top.js";
import "./meetings.css";

const AGAIN_MS = 5_000;

/** Which meeting? Those in session first, then those to come, then those that closed last. */
export function Meetings() {
  const session = useContext(Who);
  const { meetings, connection } = useMeetings(session);
  document.body.dataset.connection = connection.state;
  const count = Object.values(meetings ?? {}).flatMap(({ nodes }) => nodes).length;
  return (
    <>
      <Top connection={connection} />
      <main class="meetings" tabIndex={-1}>
        <div class="heading">
          <h1>{say.meetings}</h1>
          <Opening action="new-meeting" class="main" label={say.newMeeting} may={session.mayWrite()}>
            {(close) => <NewMeeting close={close} />}
          </Opening>
        </div>
        <SignIn />
        {meetings && count === 0 && <p>{say.noMeetings}</p>}
        <List title={say.IN_SESSION} meetings={meetings?.inSession.nodes} />
        <List title={say.SCHEDULED} meetings={meetings?.scheduled.nodes} />
        <List title={say.CLOSED} meetings={meetings?.closed.nodes} />
      </main>
    </>
  );
}

function List({ title, meetings = [] }: { title: string; meetings: readonly Listed[] | undefined }) {
  if (meetings.length === 0) return null;
  return (
    <section class="listed">
      <h2>{title}</h2>
      <ul>
        {meetings.map(({ id, key, title: name, heldOn, state, localities }) => (
          <li key={id} data-meeting={key} data-state={state}>
            <a href={`/desk/${key}${location.search}`}>{name}</a>
            <p>
              {[heldOn && dayOf(heldOn), localities.map((each) => each.name).join(", ")].filter(Boolean).join(" · ")}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Asked for every few seconds: a meeting may be made or opened any moment. */
function useMeetings(session: Session) {
  const [meetings, setMeetings] = useState<MeetingsQuery | null>(null);
  const [connection, setConnection] = useState<NonNullable<Connected["connection"]>>({
    state: "connecting",
    since: new Date(),
  });
  const { token } = session;
  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let answered = new Date();
    const look = async () => {
      const found = await ask(MeetingsDocument, { language }, { token, signal: leaving.signal }).catch((error) =>
        session.heed(error, token),
      );
      if (leaving.signal.aborted) return;
      if (found) {
        setMeetings(found);
        answered = new Date();
      }
      setConnection((was) => told(was, found ? "live" : "lost", answered));
      timer = setTimeout(look, AGAIN_MS);
    };
    void look();
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [token]);
  return { meetings, connection };
}

/** What is as it was keeps its time. */
function told(
  was: NonNullable<Connected["connection"]>,
  state: "live" | "lost",
  since: Date,
): NonNullable<Connected["connection"]> {
  return was.state === state ? was : { state, since };
}
