import type { ConnectionState } from "../pages/live.js";
import { Table } from "../pages/table.js";
import type {
  ChangeFragment as Change,
  MeetingFragment as Meeting,
  RowFragment as Row,
  StepFragment as Step,
} from "./graphql.generated.js";
import { Moments } from "./moments.js";

const NONE: ReadonlyMap<string, Row> = new Map();
const LATEST = 3;
const STEPS = 3;
/** A change that was missed has its moment if it is no older than this. */
const STILL_NEWS_MS = 2 * 60_000;

/** What the screen knows. It may stay open for days, so nothing in it grows but with the table of the meeting. */
export class Room {
  connection: { state: ConnectionState; since: Date } = { state: "connecting", since: new Date() };
  /** Null until the register has said; "unknown" if there is none, "closed to us" if it is not for everybody. */
  meeting: Meeting | "unknown" | "closed to us" | null = null;
  readonly table = new Table<Row>();
  latest: readonly Change[] = [];
  /** The last steps of the commitment of the current item. */
  steps: readonly Step[] = [];
  readonly moments: Moments;
  /** The row to show, and how often one was asked for: the same may change again. */
  called: { id: string | null; times: number } = { id: null, times: 0 };
  /** How many changes came while the screen was cut off; null but right after it. */
  caughtUp: number | null = null;
  private missed = 0;

  /** `show` is called whenever something has changed. */
  constructor(readonly show: () => void) {
    this.moments = new Moments(show);
  }

  get rows(): ReadonlyMap<string, Row> {
    return this.table.rows ?? NONE;
  }

  get total(): number {
    return this.table.total;
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
    this.table.forgetVersions();
    this.missed = 0;
    this.moments.clear();
    this.steps = this.meetingIfKnown()?.currentItem?.commitment?.history.nodes ?? [];
  }

  /** To be called when the table has been read: what is not on it may be hidden now. */
  forgetHidden(): void {
    if (this.rows.size === this.total)
      this.latest = this.latest.filter(({ commitment }) => this.rows.has(commitment.id));
  }

  takeChange(change: Change, missed: boolean): void {
    const row = change.commitment;
    this.table.take(row);
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
