import { whoOf } from "../pages/change.js";
import type { ConnectionState } from "../pages/live.js";
import { STATUSES } from "../pages/status.js";
import { Table } from "../pages/table.js";
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
  readonly table = new Table<Row>();
  /** How many changes came while the desk was cut off; null but right after it. */
  caughtUp: number | null = null;
  /** The last change in words, for those who do not see it. */
  aloud = "";
  private missed = 0;
  /** Whether a state of the meeting has come over this line. */
  private isAnew = true;

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

  takeRow(row: Row): void {
    this.table.take(row);
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
      this.aloud = `${say.current(item.place, agenda.length)}: ${item.title}`;
  }
}
