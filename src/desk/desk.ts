import { whoOf } from "../pages/change.js";
import type { ConnectionState } from "../pages/live.js";
import { countOf } from "../pages/place.js";
import { STATUSES } from "../pages/status.js";
import { inLanguage } from "../pages/words.js";
import { say } from "./desk-words.js";
import type {
  TabledChangeFragment as Change,
  DeskMeetingFragment as Meeting,
  TabledFragment as Row,
} from "./graphql.generated.js";

/** What the desk knows of its meeting: what the register has said, and nothing else. */
export class Desk {
  connection: { state: ConnectionState; since: Date } = { state: "connecting", since: new Date() };
  /** Null until the register has said; "unknown" if there is none. */
  meeting: Meeting | "unknown" | null = null;
  /** By id; null until they have been read. */
  rows: ReadonlyMap<string, Row> | null = null;
  /** How many changes came while the desk was cut off; null but right after it. */
  caughtUp: number | null = null;
  /** The last change in words, for those who do not see it. */
  aloud = "";
  private missed = 0;
  /** Whether a state of the meeting has come over this line. */
  private isAnew = true;
  private readonly reads = new Set<Set<string>>();

  /** `show` is called whenever something has changed. */
  constructor(readonly show: () => void) {}

  takeConnection(state: ConnectionState, since: Date): void {
    const isBack = state === "live" && this.connection.state === "lost";
    this.caughtUp = isBack ? this.missed : null;
    this.missed = 0;
    this.connection = { state, since };
    this.show();
  }

  /** What the next line says first holds, also where it is older: the database may have been restored. */
  beginAnew(): void {
    this.isAnew = true;
  }

  takeRefusal(code: string): void {
    if (code === "NOT_FOUND") this.meeting = "unknown";
    this.show();
  }

  /** The answer to a change may come after what the socket told, or before it. */
  takeMeeting(meeting: Meeting): void {
    const known = this.meetingIfKnown();
    if (known !== null && !this.isAnew && known.version > meeting.version) return;
    this.isAnew = false;
    if (known !== null) this.tellOf(known, meeting);
    this.meeting = meeting;
    this.show();
  }

  /** To be called before the rows are read: what changes meanwhile is newer than what the answer holds. */
  beginRead(): Set<string> {
    const touched = new Set<string>();
    this.reads.add(touched);
    return touched;
  }

  /** Takes in what was read, or null for a read that failed. */
  endRead(touched: Set<string>, read: readonly Row[] | null): void {
    this.reads.delete(touched);
    if (read === null) return;
    const rows = new Map(read.map((row) => [row.id, row]));
    for (const id of touched) {
      const kept = this.rows?.get(id);
      if (kept !== undefined && kept.version >= (rows.get(id)?.version ?? 0)) rows.set(id, kept);
    }
    this.rows = rows;
    this.show();
  }

  takeRow(row: Row): void {
    for (const touched of this.reads) touched.add(row.id);
    if (row.version < (this.rows?.get(row.id)?.version ?? 0)) return;
    this.rows = new Map(this.rows).set(row.id, row);
    this.show();
  }

  takeChange(change: Change, missed: boolean): void {
    const { commitment, to } = change;
    if (missed) this.missed++;
    this.aloud = `${commitment.title}: ${inLanguage<string>(STATUSES[to].word)}. ${whoOf(change)}`;
    this.takeRow(commitment);
  }

  meetingIfKnown(): Meeting | null {
    return this.meeting === "unknown" ? null : this.meeting;
  }

  private tellOf(before: Meeting, { state, agenda, currentItem }: Meeting): void {
    const item = agenda.find(({ id }) => id === currentItem?.id);
    if (state !== before.state) this.aloud = say[state];
    else if (item && item.id !== before.currentItem?.id)
      this.aloud = `${say.current(item.place, countOf(agenda))}: ${item.title}`;
  }
}
