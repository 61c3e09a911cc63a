import { ask } from "../pages/ask.js";
import { connect, everyChange, type Session as Line, newest } from "../pages/live.js";
import { reloadIfNewer } from "../pages/newer-page.js";
import type { Reader } from "../pages/reader.js";
import { language } from "../pages/words.js";
import type { Desk } from "./desk.js";
import { ChangedDocument, ChangesAfterDocument, HeadDocument, MeetingUpdatedDocument } from "./graphql.generated.js";
import type { Session } from "./session.js";
import { tableOf } from "./table.js";

/** Texts, due dates and rights may change without a change of status. */
const READ_AGAIN_MS = 60_000;

/**
 * Keeps a desk up to date, as the one who is signed in, until the function that it returns is called. The state of the
 * meeting comes first, then the changes of status, then the table: what changes while it is read comes as a change.
 */
export function follow(desk: Desk, session: Session, meeting: string): () => void {
  const { token } = session;
  let isOver = false;
  const table = tableOf(desk, meeting, token);
  const state = stateOf(desk, meeting, table);
  const changes = changesOf(desk, meeting, token);
  const stop = connect({
    url: `${location.origin.replace("http", "ws")}/graphql`,
    token: () => token,
    following: [
      (line) =>
        state(line)
          .then(() => changes(line))
          .then(() => table.read(line)),
    ],
    onConnection(is, since) {
      if (isOver) return;
      if (is === "live" && desk.connection.state === "lost") void reloadUnlessWriting();
      desk.takeConnection(is, since);
    },
    onRefused(refusal) {
      if (isOver) return;
      session.heed(refusal);
      desk.takeRefusal(refusal.code);
    },
  });
  const timer = setInterval(() => void table.readAgain(), READ_AGAIN_MS);
  return () => {
    isOver = true;
    clearInterval(timer);
    stop();
  };
}

/** The meeting, whose every new version may have another table. */
function stateOf(desk: Desk, meeting: string, table: Reader) {
  const state = newest(MeetingUpdatedDocument, { id: meeting, language }, ({ meetingUpdated }) => {
    desk.takeMeeting(meetingUpdated);
    void table.readAgain();
  });
  return (line: Line) => {
    desk.beginAnew();
    return state(line);
  };
}

function changesOf(desk: Desk, meeting: string, token: string | null) {
  return everyChange({
    async snapshot(signal) {
      const { commitments } = await ask(HeadDocument, { meeting }, { signal, token });
      desk.table.forgetVersions();
      return commitments.liveCursor;
    },
    async after(after, signal) {
      const { statusChanges } = await ask(ChangesAfterDocument, { meeting, language, after }, { signal, token });
      return statusChanges.nodes;
    },
    subscription: ChangedDocument,
    variables: (after) => ({ meeting, language, after }),
    changeOf: ({ commitmentStatusChanged }) => commitmentStatusChanged,
    take: (change, missed) => desk.takeChange(change, missed),
  });
}

/** A newer page is loaded when nothing that somebody writes would be lost. */
async function reloadUnlessWriting(): Promise<void> {
  if (document.querySelector("form[data-open]") === null) await reloadIfNewer().catch(() => undefined);
}
