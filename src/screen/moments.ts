import type { ChangeFragment as Change, CommitmentStatus } from "./graphql.generated.js";

/** What has its moment at the foot of the screen: one change, or how many there were of each kind. */
export type Moment = { change: Change } | { counts: ReadonlyMap<CommitmentStatus, number> };

/** More than these wait for half a minute: then they become one line. */
const MOST_WAITING = 5;

const MOMENT_MS = 6_000;

/** Gives each change its moment, one after another. What waits is never more than a few: a crowd is only counted. */
export class Moments {
  showing: Moment | null = null;
  private waiting: Change[] = [];
  private crowd = new Map<CommitmentStatus, number>();

  constructor(private readonly onTurn: () => void) {}

  add(change: Change): void {
    if (this.crowd.size > 0) this.count(change);
    else if (this.wait(change) > MOST_WAITING) for (const each of this.waiting.splice(0)) this.count(each);
    if (this.showing === null) this.next();
  }

  /** Forgets what waits. */
  clear(): void {
    this.waiting = [];
    this.crowd = new Map();
  }

  private next(): void {
    const change = this.waiting.shift();
    if (change !== undefined) this.showing = { change };
    else if (this.crowd.size > 0) this.showing = { counts: this.crowd };
    else this.showing = null;
    if (change === undefined) this.crowd = new Map();
    if (this.showing !== null) setTimeout(() => this.next(), MOMENT_MS);
    this.onTurn();
  }

  /** What waits of the same commitment becomes one change, and none if it is back where it was. */
  private wait(change: Change): number {
    const index = this.waiting.findIndex(({ commitment }) => commitment.id === change.commitment.id);
    const before = this.waiting[index];
    if (before === undefined) return this.waiting.push(change);
    const both = { ...change, from: before.from };
    this.waiting.splice(index, 1, ...(both.from === both.to ? [] : [both]));
    return this.waiting.length;
  }

  private count({ to }: Change): void {
    this.crowd.set(to, (this.crowd.get(to) ?? 0) + 1);
  }
}
