import { ask, type Operation, type Refused } from "../pages/ask.js";
import { connect, everyChange, newest } from "../pages/live.js";
import { reloadIfNewer } from "../pages/newer-page.js";
import { language } from "../pages/words.js";
import type { Desk } from "./desk.js";
import {
  ChangedDocument,
  ChangesAfterDocument,
  MeetingUpdatedDocument,
  type TabledFragment as Row,
  TableDocument,
} from "./graphql.generated.js";
import type { Session } from "./session.js";

/** Texts, due dates and rights may change without a change of status. */
const READ_AGAIN_MS = 60_000;
/** While it is cut off: a token may have ended meanwhile, or be what it is cut off for. */
const CHECK_MS = 3_000;
const MOST_ROWS = 1_000;

/** Keeps a desk up to date, as the one who is signed in, until the function that it returns is called. */
export function follow(desk: Desk, session: Session, meeting: string): () => void {
  const { token } = session;
  const leaving = new AbortController();
  const read = readInto(desk, meeting, token);
  const readAgain = () => void read(leaving.signal).catch(() => undefined);
  const changes = changesOf(desk, { meeting, token, read });
  const state = stateOf(desk, meeting, readAgain);
  const stop = connect({
    url: `${location.origin.replace("http", "ws")}/graphql`,
    token: () => token,
    following: [(on) => state(on).then(() => changes(on))],
    onConnection(is, since) {
      if (leaving.signal.aborted) return;
      const isBack = is === "live" && desk.connection.state === "lost";
      desk.takeConnection(is, since);
      if (isBack) readAgain();
      if (isBack) void reloadUnlessWriting();
    },
    onRefused(refusal) {
      if (!leaving.signal.aborted) refused(desk, session, refusal);
    },
  });
  const timers = [
    setInterval(() => desk.connection.state === "live" && readAgain(), READ_AGAIN_MS),
    setInterval(() => desk.connection.state !== "live" && session.check(), CHECK_MS),
  ];
  return () => {
    leaving.abort();
    timers.forEach(clearInterval);
    stop();
  };
}

function refused(desk: Desk, session: Session, refusal: Refused): void {
  if (refusal.code === "NOT_FOUND") desk.meeting = "unknown";
  session.heed(refusal);
  desk.show();
}

/** Reads all rows, and gives the head of the log as it was before. */
function readInto(desk: Desk, meeting: string, token: string | null) {
  return async (signal: AbortSignal): Promise<string> => {
    const touched = desk.beginRead();
    const table = await readTable(meeting, { token, signal }).catch((error) => {
      desk.endRead(touched, null);
      throw error;
    });
    desk.endRead(touched, table.rows);
    return table.liveCursor;
  };
}

/** The meeting, whose every new version may have another table. */
function stateOf(desk: Desk, meeting: string, readAgain: () => void) {
  return newest(MeetingUpdatedDocument, { id: meeting, language }, ({ meetingUpdated }) => {
    desk.takeMeeting(meetingUpdated);
    if (desk.connection.state === "live") readAgain();
  });
}

interface Changes {
  meeting: string;
  token: string | null;
  read(signal: AbortSignal): Promise<string>;
}

function changesOf(desk: Desk, { meeting, token, read }: Changes) {
  return everyChange({
    snapshot: read,
    async after(cursor, signal) {
      const { statusChanges } = await ask(
        ChangesAfterDocument,
        { meeting, language, after: cursor },
        { token, signal },
      );
      return statusChanges.nodes;
    },
    subscription: ChangedDocument,
    variables: (after) => ({ meeting, language, after }),
    changeOf: ({ commitmentStatusChanged }) => commitmentStatusChanged,
    take: (change, missed) => desk.takeChange(change, missed),
  });
}

type Result<Of> = Of extends Operation<infer Data, infer Variables> ? { data: Data; variables: Variables } : never;
type Table = Result<typeof TableDocument>;

/** All that is on the table, with the head of the log before the first page was read. */
async function readTable(meeting: string, as: { token: string | null; signal: AbortSignal }) {
  const rows: Row[] = [];
  let liveCursor: string | null = null;
  let after: string | null = null;
  do {
    const variables: Table["variables"] = { meeting, language, after };
    const { commitments: page }: Table["data"] = await ask(TableDocument, variables, as);
    liveCursor ??= page.liveCursor;
    rows.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && rows.length < MOST_ROWS);
  as.signal.throwIfAborted();
  return { liveCursor, rows };
}

/** A newer page is loaded when nothing that somebody writes would be lost. */
async function reloadUnlessWriting(): Promise<void> {
  if (document.querySelector("form[data-open]") === null) await reloadIfNewer().catch(() => undefined);
}
