import { ask, type Operation } from "../pages/ask.js";
import { connect, everyChange, newest } from "../pages/live.js";
import { reloadIfNewer } from "../pages/newer-page.js";
import { language } from "../pages/words.js";
import {
  BoardDocument,
  ChangedDocument,
  ChangesAfterDocument,
  LatestDocument,
  MeetingUpdatedDocument,
  type RowFragment as Row,
} from "./graphql.generated.js";
import type { Room } from "./room.js";

/** Texts, dates and overdue marks may change without a change of status; screens do not ask at the same moment. */
const READ_AGAIN_MS = 60_000;
/** A board is for a room: what is beyond could not be shown. */
const MOST_ROWS = 1_000;

/** Keeps a room up to date. */
export function follow(room: Room, meeting: string): void {
  let ending = new AbortController();
  const readBoard = async (signal: AbortSignal): Promise<string> => {
    const touched = room.beginRead();
    const read = await boardOf(meeting, signal).catch((error) => {
      room.endRead(touched, null);
      throw error;
    });
    room.endRead(touched, read.rows);
    room.show();
    return read.liveCursor;
  };
  const readAgain = oneAtATime(() => readBoard(ending.signal));
  const state = stateOf(room, meeting, readAgain);
  const changes = changesOf(room, meeting, readBoard);
  connect({
    url: `${location.origin.replace("http", "ws")}/graphql`,
    following: [(session) => state(session).then(() => changes(session))], // a board of no meeting is not asked for
    onConnection(state, since) {
      if (state === "lost") ending.abort();
      if (state === "live") {
        ending = new AbortController();
        if (room.connection.state === "lost") void Promise.all([readAgain(), reloadIfNewer().catch(() => undefined)]);
      }
      room.takeConnection(state, since);
      room.show();
    },
    onRefused({ code }) {
      if (code === "NOT_FOUND") room.meeting = "unknown";
      room.show();
    },
  });
  const again = () => {
    if (room.connection.state === "live") void readAgain();
    setTimeout(again, READ_AGAIN_MS * (0.75 + Math.random() / 2));
  };
  setTimeout(again, READ_AGAIN_MS);
}

/** The meeting, whose every new version may have another agenda, which makes the board. */
function stateOf(room: Room, meeting: string, readAgain: () => Promise<void>) {
  return newest(MeetingUpdatedDocument, { id: meeting, language }, ({ meetingUpdated }) => {
    const before = room.meetingIfKnown();
    room.takeMeeting(meetingUpdated);
    if (room.connection.state === "live" && before?.version !== meetingUpdated.version) void readAgain();
    room.show();
  });
}

function changesOf(room: Room, meeting: string, readBoard: (signal: AbortSignal) => Promise<string>) {
  return everyChange({
    async snapshot(signal) {
      const [cursor, latest] = await Promise.all([
        readBoard(signal),
        ask(LatestDocument, { meeting, language }, { signal }),
      ]);
      room.takeLatest(latest.statusChanges.nodes);
      return cursor;
    },
    async after(cursor, signal) {
      const { statusChanges } = await ask(ChangesAfterDocument, { meeting, language, after: cursor }, { signal });
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

/** All pages of the board, with the head of the log before the first. */
async function boardOf(meeting: string, signal: AbortSignal): Promise<{ liveCursor: string; rows: Row[] }> {
  const rows: Row[] = [];
  let liveCursor: string | null = null;
  let after: string | null = null;
  do {
    const { commitments: page } = await askBoard({ meeting, language, after }, signal);
    liveCursor ??= page.liveCursor;
    rows.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && rows.length < MOST_ROWS);
  return { liveCursor, rows };
}

type Result<Of> = Of extends Operation<infer Data, infer Variables> ? { data: Data; variables: Variables } : never;
type Board = Result<typeof BoardDocument>;

const askBoard = (variables: Board["variables"], signal: AbortSignal): Promise<Board["data"]> =>
  ask(BoardDocument, variables, { signal });

/** Does it, and once more if it was asked for meanwhile. What fails is done anew after the next reconnect. */
function oneAtATime(what: () => Promise<unknown>): () => Promise<void> {
  let isRunning = false;
  let again = false;
  return async () => {
    again = true;
    if (isRunning) return;
    isRunning = true;
    while (again) {
      again = false;
      await what().catch(() => undefined);
    }
    isRunning = false;
  };
}
