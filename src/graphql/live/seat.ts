import type { ExecutionArgs, ExecutionResult } from "graphql";
import type { Member } from "../../live/group.js";
import type { Hub } from "../../live/hub.js";
import type { LogRow } from "../../live/log/log.js";
import type { Context } from "../context.js";
import { resultOf } from "./event.js";
import type { Following } from "./following.js";
import { groupKey } from "./sharing.js";

/** Where a subscription is watched: an operation on a socket. */
export interface Place {
  hub: Hub<LogRow, unknown>;
  id: string;
  /** Takes a frame that is ready for the socket. */
  write(frame: Buffer): void;
  /** The socket has to be cut, so that its client comes back with its cursor: an error would end its subscription. */
  fail(error: unknown): void;
  /** A result as it goes to clients. */
  present(result: ExecutionResult): Buffer;
  frame(id: string, payload: Buffer): Buffer;
}

type Result = IteratorResult<ExecutionResult, undefined>;

const DONE: Result = { done: true, value: undefined };

/**
 * A subscription to the log on its way from catching up to live. While it is behind it is iterated, so that the socket
 * sets the pace; then it joins the hub, which writes to the socket by itself: `next` waits for the end alone.
 */
export class Seat implements AsyncIterableIterator<ExecutionResult>, Member<unknown> {
  readonly id: string;
  readonly filterKey: string;
  readonly matches: (facts: unknown) => boolean;
  position: number;
  private readonly key: string;
  private readonly stand: () => void;
  private rows: readonly LogRow[] = [];
  private read = 0;
  private left = false;
  private release!: (end: Result) => void;
  private readonly end = new Promise<Result>((resolve) => {
    this.release = resolve;
  });

  constructor(
    private args: ExecutionArgs | null,
    private following: Following<LogRow, unknown> | null,
    private readonly place: Place,
  ) {
    const { questions, start, feed } = following as Following<LogRow, unknown>;
    this.id = place.id;
    this.filterKey = questions.filterKey;
    this.matches = questions.matches;
    this.position = start;
    this.key = groupKey(args as ExecutionArgs);
    this.stand = feed.enter();
  }

  async next(): Promise<Result> {
    try {
      return (await this.catchUp()) ?? this.end;
    } catch (error) {
      this.fail(error);
      return this.end;
    }
  }

  async return(): Promise<Result> {
    this.left = true;
    this.place.hub.leave(this.key, this);
    this.stand();
    this.release(DONE);
    return DONE;
  }

  write(frame: Buffer): void {
    if (!this.left) this.place.write(frame);
  }

  fail(error: unknown): void {
    if (!this.left) this.place.fail(error);
    this.left = true;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The next result of what is written already; null once there is no more and the hub has taken over. */
  private async catchUp(): Promise<Result | null> {
    const { args, following } = this;
    while (!this.left && args !== null && following !== null) {
      const row = this.rows[this.read++];
      if (row === undefined) {
        if (this.joins(args, following)) return null;
        this.rows = await following.feed.next(this.position);
        this.read = 0;
      } else {
        this.position = row.position;
        const value = await following.feed.inTurn(() => tellIfWanted(args, following, row));
        if (value !== null) return { done: false, value };
      }
    }
    return null;
  }

  private joins(args: ExecutionArgs, following: Following<LogRow, unknown>): boolean {
    const { place } = this;
    const joined = place.hub.tryJoin(this.key, this, () => ({
      facts: (row) => following.facts(args.contextValue as Context, row),
      render: async (row, facts) => place.present(await tell(args, following, row, facts)),
      frame: place.frame,
    }));
    if (!joined) return false;
    this.rows = [];
    this.args = null; // the group's first member lends its own: nobody else needs them any more
    this.following = null;
    return true;
  }
}

function tell(args: ExecutionArgs, { questions }: Following<LogRow, unknown>, row: LogRow, facts: unknown) {
  return resultOf(args, row, (load) => questions.give(load, facts));
}

async function tellIfWanted(args: ExecutionArgs, following: Following<LogRow, unknown>, row: LogRow) {
  const facts = await following.factsToTell(args.contextValue as Context, row);
  return facts === null ? null : tell(args, following, row, facts);
}
