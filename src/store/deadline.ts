import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { ErrorCode, Refusal } from "../base/errors.js";
import type { Lane } from "./lanes.js";

const current = new AsyncLocalStorage<Deadline | undefined>();

/** How often a statement is told to stop until it does: it may not have begun when it was told first. */
const AGAIN_MS = 20;

/** How long an operation may take: what it asks of the database is stopped then, and nothing more is begun. */
export class Deadline {
  private isOver = false;
  private isTold = false;
  private isDone = false;
  private isEnded = false;
  private since = performance.now();
  private timer: NodeJS.Timeout;
  private readonly stops = new Set<() => Promise<void>>();

  constructor(
    private readonly ms: number,
    private readonly onRefusal: () => void = () => undefined,
    /** Where what it asks is read. */
    readonly lane: Lane = "operations",
  ) {
    this.timer = this.start();
  }

  /** That of the operation in whose name this is called; what is done for all has none. */
  static get current(): Deadline | undefined {
    return current.getStore();
  }

  /** Where what is asked now is read; what is done for all is ours. */
  static get lane(): Lane {
    return current.getStore()?.lane ?? "ours";
  }

  run<T>(work: () => T): T {
    return current.run(this, work);
  }

  /** The operation has been answered. */
  end(): void {
    this.isEnded = true;
    clearTimeout(this.timer);
  }

  /** Something is to be done, whatever was done before in the same operation. */
  begin(): void {
    this.isDone = false;
  }

  /** What has been done cannot be refused any more: its answer is read in a time of its own. */
  renew(): void {
    this.isDone = true;
    clearTimeout(this.timer);
    this.isOver = false;
    this.since = performance.now();
    this.timer = this.start();
  }

  /** Throws TOO_COMPLEX when it is over by the clock: work that goes on and on leaves the timer no turn. */
  check(): void {
    const { late } = this;
    if (late) throw late;
  }

  /** The refusal when it is over by the clock, else null. */
  get late(): Refusal | null {
    if (!this.isEnded && performance.now() - this.since > this.ms) this.isOver = true;
    return this.refused;
  }

  /** The refusal when it was found to be over, else null. */
  get refused(): Refusal | null {
    return this.isOver ? this.refusal() : null;
  }

  /** Waits for a statement, which `stop` stops. When `stop` resolves, it can hit no later one. */
  async during<T>(statement: Promise<T>, stop: () => unknown): Promise<T> {
    let settled = false;
    let stopping: unknown;
    const stopIt = async () => {
      for (; !settled; await pause(AGAIN_MS)) {
        stopping = stop();
        await stopping;
      }
    };
    this.stops.add(stopIt);
    try {
      return await statement;
    } catch (error) {
      throw this.isOver ? this.refusal() : error;
    } finally {
      settled = true;
      this.stops.delete(stopIt);
      await stopping;
    }
  }

  /** Waits for its turn no longer than there is time. Whoever is given a turn after that must `check`. */
  inTurn<T>(work: (begun: () => void) => Promise<T>): Promise<T> {
    this.check();
    return new Promise((resolve, reject) => {
      const giveUp = async () => reject(this.refusal());
      const begun = () => void this.stops.delete(giveUp);
      this.stops.add(giveUp);
      work(begun).then(resolve, reject).finally(begun);
    });
  }

  private start(): NodeJS.Timeout {
    return setTimeout(() => {
      this.isOver = true;
      for (const stop of this.stops) void stop();
    }, this.ms).unref();
  }

  private refusal(): Refusal {
    if (!this.isTold) this.onRefusal();
    this.isTold = true;
    const milliseconds = Math.round(performance.now() - this.since);
    const numbers = { milliseconds, limit: this.ms };
    if (this.isDone)
      return new Refusal(ErrorCode.TOO_COMPLEX, "It was done; its answer was not read in time.", {
        ...numbers,
        done: true,
      });
    return new Refusal(ErrorCode.TOO_COMPLEX, `This has not ended after ${this.ms} ms, and was stopped.`, numbers);
  }
}

/** Does what no deadline may end half-way, or what is done for others, too. */
export function untimed<T>(work: () => T): T {
  return current.run(undefined, work);
}
