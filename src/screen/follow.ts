import { ask } from "../pages/ask.js";
import { connect, everyChange, newest, type Session } from "../pages/live.js";
import { reloadIfNewer } from "../pages/newer-page.js";
import type { Reader } from "../pages/reader.js";
import { language } from "../pages/words.js";
import { boardOf } from "./board.js";
import {
  ChangedDocument,
  ChangesAfterDocument,
  HeadDocument,
  type MeetingFragment as Meeting,
  MeetingUpdatedDocument,
} from "./graphql.generated.js";
import { key } from "./key.js";
import type { Room } from "./room.js";

/** Texts, dates and overdue marks may change without a change of status; screens do not ask at the same moment. */
const READ_AGAIN_MS = 60_000;

/**
 * Keeps a room up to date. In each session the state of the meeting comes first, then the changes of status, then the
 * board: what changes while it is read comes as a change besides. Only then is the page live.
 */
export function follow(room: Room, meeting: string): void {
  const board = boardOf(room, meeting);
  const state = stateOf(room, meeting, board);
  const changes = changesOf(room, meeting);
  connect({
    url: `${location.origin.replace("http", "ws")}/graphql`,
    token: key,
    following: [
      async (session) => {
        await state(session);
        await changes(session);
        await board.read(session);
      },
    ],
    onConnection(now, since) {
      if (now === "live" && room.connection.state === "lost") void reloadIfNewer().catch(() => undefined);
      room.takeConnection(now, since);
      room.show();
    },
    onRefused: (refusal) => {
      room.takeRefusal(refusal.code);
      room.show();
    },
  });
  const again = () => {
    void board.readAgain();
    setTimeout(again, READ_AGAIN_MS * (0.75 + Math.random() / 2));
  };
  setTimeout(again, READ_AGAIN_MS);
}

/** The meeting, whose every new version may have another agenda, which makes the board. */
function stateOf(room: Room, meeting: string, board: Reader): (session: Session) => Promise<void> {
  return newest(MeetingUpdatedDocument, { id: meeting, language }, ({ meetingUpdated }) => {
    const before = room.meetingIfKnown();
    room.takeMeeting(meetingUpdated);
    if (!isTurn(before, meetingUpdated)) void board.readAgain();
    room.show();
  });
}

/** Has only turned to another item since: the table is as it was, and a thousand screens need not read it at once. */
function isTurn(before: Meeting | null, now: Meeting): boolean {
  const agendaOf = (meeting: Meeting | null) => meeting?.agenda.map(({ id }) => id).join();
  const isNext = before?.version === now.version - 1 && agendaOf(before) === agendaOf(now);
  return isNext && before?.currentItem?.id !== now.currentItem?.id;
}

function changesOf(room: Room, meeting: string): (session: Session) => Promise<void> {
  return everyChange({
    async snapshot(signal) {
      const { commitments, statusChanges } = await ask(HeadDocument, { meeting, language }, { signal, token: key() });
      room.beginAnew(statusChanges.nodes);
      return commitments.liveCursor;
    },
    async after(after, signal) {
      const asked = { meeting, language, after };
      const { statusChanges } = await ask(ChangesAfterDocument, asked, { signal, token: key() });
      return statusChanges.nodes;
    },
    subscription: ChangedDocument,
    variables: (after) => ({ meeting, language, after }),
    changeOf: ({ commitmentStatusChanged }) => commitmentStatusChanged,
    take(change, missed) {
      room.takeChange(change, missed);
      room.show();
    },
  });
}
