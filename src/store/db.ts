import type { EntityManager, EntityTarget, MixedList, ObjectLiteral } from "typeorm";
import type { Logger } from "../base/log.js";

/** A write transaction: everything done through it is committed together or not at all. */
export type Tx = EntityManager;

export type Dialect = "sqlite" | "postgres";

/** The two doors of the store. Nothing else in the product talks to a database. */
export interface Db {
  readonly dialect: Dialect;
  /** Sees only committed rows and cannot write. */
  readonly read: EntityManager;
  /** What `read.query` does, for a statement that is asked often: it is prepared once. */
  ask<R>(sql: string, values: readonly unknown[]): Promise<R[]>;
  /** The only way to write. Calling it inside itself throws: pass `tx` on instead. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls back after every commit made through this door, and where the database tells of them, through others. */
  onCommit(listener: () => void): void;
  close(): Promise<void>;
}

/** The database behind an open transaction. */
export function dialectOf(tx: Tx): Dialect {
  return tx.connection.options.type === "postgres" ? "postgres" : "sqlite";
}

export interface StoreOptions {
  /** `sqlite:path/to/file.db` or `postgres://user:password@host:5432/database` */
  url: string;
  entities: MixedList<EntityTarget<ObjectLiteral> & (new () => object)>;
  /** Hears every statement, for tests and debugging. */
  onStatement?: (sql: string) => void;
  /** Hears of connections that are lost. */
  logger?: Logger;
}
