import type { LogRow } from "./log/log.js";

/** How a group's rows become what its members are sent. */
export interface Renderer<Row, Facts> {
  /** What filters ask of a row; null where the group may not see it. Read when it is delivered, never remembered. */
  facts(row: Row): Promise<Facts | null>;
  render(row: Row, facts: Facts): Promise<Buffer>;
  /** The message that carries a rendered row to the operation with this id. */
  frame(id: string, payload: Buffer): Buffer;
}

/** One subscription of one socket. */
export interface Member<Facts> {
  /** The operation's id on its socket. */
  readonly id: string;
  /** Members with equal keys have equal filters. */
  readonly filterKey: string;
  readonly matches: (facts: Facts) => boolean;
  /** The last row that it was told of, or that its filter kept from it. */
  position: number;
  write(frame: Buffer): void;
  /** The row could not be read or rendered: the member has to come back with its cursor. */
  fail(error: unknown): void;
}

interface Rendered<Facts> {
  position: number;
  payload: Buffer;
  hits: Bucket<Facts>[];
}

interface Bucket<Facts> {
  matches(facts: Facts): boolean;
  members: Set<Member<Facts>>;
}

/** Writes between two turns of the event loop: some five milliseconds. */
const SLICE = 500;
/** Rows of a burst that are rendered side by side, so that their reads overlap. */
const AT_ONCE = 16;
/** Rows that may wait to be rendered; beyond that, reading them from the log again is no worse. */
const MOST_BEHIND = 10_000;

/** Members with the same document and scope. Rows are rendered in their order, and sent while the next are rendered. */
export class Group<Row extends LogRow, Facts> {
  private readonly buckets = new Map<string, Bucket<Facts>>();
  private readonly rows: Row[] = [];
  private readonly rendered: Rendered<Facts>[] = [];
  private rendering = false;
  private sending = false;

  constructor(
    private readonly renderer: Renderer<Row, Facts>,
    private readonly nextTurn: () => Promise<unknown>,
  ) {}

  add(member: Member<Facts>): void {
    let bucket = this.buckets.get(member.filterKey);
    if (bucket === undefined) {
      bucket = { matches: member.matches, members: new Set() };
      this.buckets.set(member.filterKey, bucket);
    }
    bucket.members.add(member);
  }

  remove(member: Member<Facts>): void {
    const bucket = this.buckets.get(member.filterKey);
    bucket?.members.delete(member);
    if (bucket?.members.size === 0) this.buckets.delete(member.filterKey);
  }

  get isEmpty(): boolean {
    return this.buckets.size === 0;
  }

  take(rows: readonly Row[]): void {
    this.rows.push(...rows);
    if (this.rows.length > MOST_BEHIND) this.fail(new Error("a group of screens has fallen behind"));
    if (!this.rendering) void this.renderAll();
  }

  /** One row at a time, and several at once while the last ones are being sent: a burst goes out in few writes. */
  private async renderAll(): Promise<void> {
    this.rendering = true;
    while (this.rows.length > 0) {
      const batch = this.rows.splice(0, this.sending ? AT_ONCE : 1);
      await this.renderBatch(batch).catch((error) => this.fail(error));
    }
    this.rendering = false;
  }

  private async renderBatch(rows: readonly Row[]): Promise<void> {
    const rendered = await Promise.all(rows.map((row) => this.renderOne(row)));
    this.rendered.push(...rendered.filter((each) => each !== null));
    if (!this.sending) void this.sendAll();
  }

  private async renderOne(row: Row): Promise<Rendered<Facts> | null> {
    const facts = await this.renderer.facts(row);
    if (facts === null) return null;
    const hits = [...this.buckets.values()].filter((bucket) => bucket.matches(facts));
    return hits.length === 0 ? null : { position: row.position, payload: await this.renderer.render(row, facts), hits };
  }

  /** The first row goes out at once; those that are rendered meanwhile go out together. */
  private async sendAll(): Promise<void> {
    this.sending = true;
    while (this.rendered.length > 0) {
      await this.send(this.rendered.splice(0)).catch((error) => this.fail(error));
    }
    this.sending = false;
  }

  private async send(batch: readonly Rendered<Facts>[]): Promise<void> {
    const frames = new Frames<Facts>(this.renderer);
    let sent = 0;
    for (const [bucket, list] of byBucket(batch)) {
      for (const member of bucket.members) {
        const due = member.position < list.first ? list : without(list, member.position);
        if (due === null) continue;
        member.position = due.last;
        member.write(frames.of(member.id, due));
        if (++sent % SLICE === 0) await this.nextTurn(); // others get their turn between slices
      }
    }
  }

  /** What was not delivered is not skipped: whoever waits for it comes back with a cursor. */
  fail(error: unknown): void {
    this.rows.length = 0;
    this.rendered.length = 0;
    for (const { members } of this.buckets.values()) for (const member of members) member.fail(error);
  }
}

/** Rows that go to a member in one write. Equal keys are equal rows. */
interface Due<Facts> {
  rows: readonly Rendered<Facts>[];
  first: number;
  last: number;
  key: string;
}

function dueOf<Facts>(rows: readonly Rendered<Facts>[]): Due<Facts> {
  const positions = rows.map((each) => each.position);
  return { rows, first: positions[0] as number, last: positions.at(-1) as number, key: positions.join() };
}

function without<Facts>({ rows }: Due<Facts>, told: number): Due<Facts> | null {
  const rest = rows.filter((each) => each.position > told);
  return rest.length === 0 ? null : dueOf(rest);
}

function byBucket<Facts>(batch: readonly Rendered<Facts>[]): Map<Bucket<Facts>, Due<Facts>> {
  const lists = new Map<Bucket<Facts>, Rendered<Facts>[]>();
  for (const each of batch) {
    for (const bucket of each.hits) {
      const list = lists.get(bucket);
      if (list === undefined) lists.set(bucket, [each]);
      else list.push(each);
    }
  }
  return new Map([...lists].map(([bucket, list]) => [bucket, dueOf(list)]));
}

/** Clients with ids of their own share nothing: keeping a frame for each would only fill the memory. */
const MOST_SHARED = 64;

/** Members that use the same operation id share the very bytes. */
class Frames<Facts> {
  private readonly made = new Map<string, Buffer>();

  constructor(private readonly renderer: { frame(id: string, payload: Buffer): Buffer }) {}

  of(id: string, { rows, key }: Due<Facts>): Buffer {
    const name = `${key} ${id}`;
    let frame = this.made.get(name);
    if (frame === undefined) {
      const all = rows.map((each) => this.renderer.frame(id, each.payload));
      frame = all.length === 1 ? (all[0] as Buffer) : Buffer.concat(all);
      if (this.made.size < MOST_SHARED) this.made.set(name, frame);
    }
    return frame;
  }
}
