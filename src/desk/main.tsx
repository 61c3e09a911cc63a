import "../pages/fonts.js";
import "../pages/theme.css";
import "./desk.css";
import "./form.css";
import { render } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { dress } from "../pages/words.js";
import { Desk } from "./desk.js";
import { follow } from "./follow.js";
import { MeetingPage } from "./meeting.js";
import { Meetings } from "./meetings.js";
import { Who } from "./press.js";
import { Session } from "./session.js";

dress();
const [, , named] = location.pathname.split("/");
const meeting = named ? decodeURIComponent(named) : null;

let isDue = false;
/** Many changes at once are one rendering. */
function show(): void {
  if (!isDue) setTimeout(draw);
  isDue = true;
}

const session = new Session(show);
const root = document.createElement("div");
root.id = "desk";
document.body.replaceChildren(root);
show();

function draw(): void {
  isDue = false;
  render(
    // The object stays the same while what it says changes: whoever reads it is drawn anew.
    <Who.Provider value={session}>
      {meeting === null ? <Meetings key={session.left} /> : <Lead key={session.left} id={meeting} />}
    </Who.Provider>,
    root,
  );
}

/** The desk of one meeting, followed anew whenever another one works at it. */
function Lead({ id }: { id: string }) {
  const desk = useMemo(() => new Desk(show), [id]);
  useEffect(() => follow(desk, session, id), [desk, session.token]);
  document.body.dataset.connection = desk.connection.state;
  return <MeetingPage desk={desk} />;
}
