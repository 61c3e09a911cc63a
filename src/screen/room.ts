import type { ConnectionState } from "../pages/live.js";
import type {
  ChangeFragment as Change,
  MeetingFragment as Meeting,
  RowFragment as Row,
  StepFragment as Step,
} from "./graphql.generated.js";
import { Moments } from "./moments.js";

const LATEST = 3;
const STEPS = 3;
/** A change that was missed has its moment if it is no older than this. */
const STILL_NEWS_MS = 2 * 60_000;

/** What the screen knows. It may stay open for days, so nothing in it grows but with the table of the meeting. */
export class Room {
  connection: { state: ConnectionState; since: Date } = { state: "connecting", since: new Date() };
  /** Null until the register has said; "unknown" if there is none, "closed to us" if it is not for everybody. */
  meeting: Meeting | "unknown" | "closed to us" | null = null;
  rows: ReadonlyMap<string, Row> = new Map();
  /** How many commitments are on the table: more than `rows` where those are too many to show. */
  total = 0;
  latest: readonly Change[] = [];
  /** The last steps of the commitment of the current item. */
  steps: readonly Step[] = [];
  readonly moments: Moments;
  /** The row to show, and how often one was asked for: the same may change again. */
  called: { id: string | null; times: number } = { id: null, times: 0 };
  /** How many changes came while the screen was cut off; null but right after it. */
  caughtUp: number | null = null;
  private missed = 0;
  private readonly reads = new Set<Set<string>>();

  /** `show` is called whenever something has changed. */
  constructor(readonly show: () => void) {
    this.moments = new Moments(show);
  }

  takeConnection(state: ConnectionState, since: Date): void {
    const isBack = state === "live" && this.connection.state === "lost";
    this.caughtUp = isBack ? this.missed : null;
    this.missed = 0;
    this.connection = { state, since };
  }

  takeMeeting(meeting: Meeting): void {
    const before = this.meetingIfKnown()?.currentItem?.commitment?.id;
    const commitment = meeting.currentItem?.commitment;
    this.meeting = meeting;
    this.steps = commitment?.history.nodes ?? [];
    for (const change of this.latest) this.takeStep(change);
    if (commitment && commitment.id !== before) this.call(commitment.id);
  }

  takeRefusal(code: string): void {
    if (code === "NOT_FOUND") this.meeting = "unknown";
    if (code === "UNAUTHENTICATED" || code === "FORBIDDEN") this.meeting = "closed to us";
  }

  /** Begins where the log ends, with its last changes: what was told before may be of a database that is no more. */
  beginAnew(latest: readonly Change[]): void {
    this.latest = latest;
    this.missed = 0;
    this.moments.clear();
    this.steps = this.meetingIfKnown()?.currentItem?.commitment?.history.nodes ?? [];
  }

  /** To be called before the board is read: what changes meanwhile is newer than what the answer holds. */
  beginRead(): Set<string> {
    const touched = new Set<string>();
    this.reads.add(touched);
    return touched;
  }

  /** Takes in what was read, or null for a read that failed. */
  endRead(touched: Set<string>, read: { rows: readonly Row[]; total: number } | null): void {
    this.reads.delete(touched);
    if (read === null) return;
    const rows = new Map(read.rows.map((row) => [row.id, row]));
    for (const id of touched) {
      const kept = this.rows.get(id);
      if (kept !== undefined && kept.version >= (rows.get(id)?.version ?? 0)) rows.set(id, kept);
    }
    this.rows = rows;
    this.total = Math.max(read.total, rows.size);
    // What is not on the board may be hidden now.
    if (rows.size === this.total) this.latest = this.latest.filter(({ commitment }) => rows.has(commitment.id));
  }

  takeChange(change: Change, missed: boolean): void {
    const row = change.commitment;
    for (const touched of this.reads) touched.add(row.id);
    if (row.version >= (this.rows.get(row.id)?.version ?? 0)) this.rows = new Map(this.rows).set(row.id, row);
    this.total = Math.max(this.total, this.rows.size);
    if (this.latest.some(({ cursor }) => cursor === change.cursor)) return; // read with the head of the log
    this.latest = [...this.latest, change].slice(-LATEST);
    this.takeStep(change);
    this.call(row.id);
    if (missed) this.missed++;
    if (!missed || Date.now() - Date.parse(change.at) < STILL_NEWS_MS) this.moments.add(change);
  }

  meetingIfKnown(): Meeting | null {
    return typeof this.meeting === "string" ? null : this.meeting;
  }

  /** The current commitment as the board has it, which is newer than the agenda. */
  currentRow(): Row | null {
    const commitment = this.meetingIfKnown()?.currentItem?.commitment;
    return commitment ? (this.rows.get(commitment.id) ?? commitment) : null;
  }

  private takeStep(change: Change): void {
    if (change.commitment.id !== this.meetingIfKnown()?.currentItem?.commitment?.id) return;
    if (this.steps.some(({ cursor }) => cursor === change.cursor)) return;
    const steps = [...this.steps, change].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
    this.steps = steps.slice(-STEPS);
  }

  private call(id: string): void {
    this.called = { id, times: this.called.times + 1 };
  }
}
