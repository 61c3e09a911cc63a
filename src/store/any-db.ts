import { AsyncLocalStorage } from "node:async_hooks";
import { EventEmitter } from "node:events";
import type { EntityManager } from "typeorm";
import type { Db, Dialect, Tx } from "./db.js";
import { Deadline, untimed } from "./deadline.js";
import { end } from "./ending.js";
import type { Ask } from "./prepared.js";

/** What every database has in common: no write inside a write, and listeners who hear of each commit. */
export abstract class AnyDb implements Db {
  abstract readonly dialect: Dialect;
  private readonly commits = new EventEmitter();
  private readonly inWrite = new AsyncLocalStorage<true>();

  constructor(
    readonly read: EntityManager,
    private readonly often: Ask,
    private readonly hear: ((sql: string) => void) | undefined,
  ) {}

  async ask<R>(sql: string, values: readonly unknown[]): Promise<R[]> {
    this.hear?.(sql);
    return (await this.often(sql, values)) as R[];
  }

  async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    // Waiting for oneself would never end; joining silently would tie two promises to one commit.
    if (this.inWrite.getStore()) throw new Error("db.write was called inside db.write: pass tx on instead.");
    const deadline = Deadline.current;
    const inTime = (begun?: () => void) =>
      this.transact(async (tx) => {
        begun?.();
        deadline?.check();
        const result = await work(tx);
        deadline?.check();
        await end(tx);
        return result;
      });
    const result = await this.inWrite.run(true, () => (deadline ? deadline.inTurn(inTime) : inTime()));
    deadline?.renew();
    this.wake();
    return result;
  }

  onCommit(listener: () => void): void {
    this.commits.on("commit", listener);
  }

  protected wake(): void {
    untimed(() => this.commits.emit("commit"));
  }

  /** Commits all that is done through `tx`, or nothing. */
  protected abstract transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;

  abstract close(): Promise<void>;
}
