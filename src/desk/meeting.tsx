import { useContext } from "preact/hooks";
import { dayOf, hourOf, localDay } from "../pages/dates.js";
import { dashHeld } from "../pages/words.js";
import { Act } from "./act.js";
import { Agenda } from "./agenda.js";
import { Commitments } from "./commitments.js";
import type { Desk } from "./desk.js";
import { say } from "./desk-words.js";
import { CloseMeetingDocument, type DeskMeetingFragment as Meeting, OpenMeetingDocument } from "./graphql.generated.js";
import { Now } from "./now.js";
import { Opening } from "./opening.js";
import { Who } from "./press.js";
import { Records } from "./record.js";
import { SignIn } from "./sign-in.js";
import { Top } from "./top.js";
import "./meeting.css";

/** A meeting is led from here. */
export function MeetingPage({ desk }: { desk: Desk }) {
  const session = useContext(Who);
  const { meeting } = desk;
  return (
    <>
      <Top connection={meeting === "unknown" ? null : desk.connection} caughtUp={desk.caughtUp} />
      <main class="lead" tabIndex={-1}>
        {meeting !== null && meeting !== "unknown" && <Heading desk={desk} meeting={meeting} />}
        <SignIn />
        {meeting === "unknown" && <Unknown />}
        {meeting !== null && meeting !== "unknown" && (
          <div class="columns">
            <div class={session.mayLead(meeting) && meeting.state !== "CLOSED" ? "course leading" : "course"}>
              <Now desk={desk} meeting={meeting} />
              <Agenda desk={desk} meeting={meeting} />
            </div>
            <Commitments desk={desk} meeting={meeting} />
          </div>
        )}
      </main>
      <p class="aloud" role="status">
        {desk.aloud}
      </p>
    </>
  );
}

function Unknown() {
  return (
    <section>
      <h1>{say.notFound}</h1>
      <p class="hint">{say.notFoundHint}</p>
    </section>
  );
}

function Heading({ desk, meeting }: { desk: Desk; meeting: Meeting }) {
  const { title, state, heldOn, closedAt, key, localities } = meeting;
  const when = closedAt ? `${hourOf(closedAt)}, ${dayOf(localDay(closedAt))}` : heldOn && dayOf(heldOn);
  return (
    <section class="heading">
      <div>
        <p class="eyebrow" data-state={state}>
          {[say[state], when].filter(Boolean).join(" · ")}
        </p>
        <h1>{dashHeld(title)}</h1>
        <p class="localities">{localities.map(({ name }) => name).join(" · ")}</p>
      </div>
      <div class="tools">
        <a class="button quiet" href={`/screen/${key}${location.search}`} target="_blank" rel="noreferrer">
          {say.screen}
        </a>
        <StateButtons desk={desk} meeting={meeting} />
      </div>
      {state === "CLOSED" && <Records meeting={meeting} />}
    </section>
  );
}

function StateButtons({ desk, meeting }: { desk: Desk; meeting: Meeting }) {
  const session = useContext(Who);
  const { id: meetingId, version: expectedVersion, state } = meeting;
  const may = session.mayLead(meeting);
  if (state === "SCHEDULED" && may) {
    return (
      <Act
        action="open"
        class="main"
        run={async (send) => {
          const { openMeeting } = await send(OpenMeetingDocument, { meetingId, expectedVersion });
          desk.takeMeeting(openMeeting.meeting);
        }}
      >
        {say.open}
      </Act>
    );
  }
  return (
    <Opening action="close" label={say.close} may={may && state === "IN_SESSION"}>
      {(leave) => <CloseForGood desk={desk} meeting={meeting} leave={leave} />}
    </Opening>
  );
}

/** Asked once, as it cannot be undone. */
function CloseForGood({ desk, meeting, leave }: { desk: Desk; meeting: Meeting; leave(): void }) {
  const { id: meetingId, version: expectedVersion } = meeting;
  return (
    <div class="ask">
      <p>{say.closeAsk}</p>
      <p class="buttons">
        <Act
          action="close-for-good"
          class="main"
          run={async (send) => {
            const { closeMeeting } = await send(CloseMeetingDocument, { meetingId, expectedVersion });
            leave();
            desk.takeMeeting(closeMeeting.meeting);
          }}
        >
          {say.closeDo}
        </Act>
        <button type="button" class="quiet" onClick={leave}>
          {say.closeNot}
        </button>
      </p>
    </div>
  );
}
