import { access, constants, mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import pLimit from "p-limit";
import sqlite3, { type Database } from "sqlite3";
import { DataSource, QueryResult, type QueryRunner } from "typeorm";
import { StartError } from "../../base/errors.js";
import { AnyDb } from "../any-db.js";
import { SnakeNames } from "../columns.js";
import type { Db, StoreOptions, Tx } from "../db.js";
import { Deadline, untimed } from "../deadline.js";
import { type Lanes, onEachLane } from "../lanes.js";
import { LONGEST } from "../longest.js";
import { migrations } from "../migrations/list.js";
import { type Ask, PreparedOnSqlite } from "../prepared.js";
import { StatementLogger } from "../statements.js";
import { Interruptible } from "./interruptible.js";

const BUSY_TIMEOUT_MS = 10_000;
const WAIT_MS = 20;
const OWNER_ONLY = 0o600;
/** Of a connection that reads: with SQLite's own 2 MB nearly every row of a large register is a read of the file. */
const CACHE_KIB = 32 * 1024;

/** The embedded store: one connection that writes, in turn; others that can only read. */
export async function openSqlite(options: StoreOptions): Promise<Db> {
  const file = resolve(options.url.slice("sqlite:".length));
  await preparePlace(file);
  const writer = dataSource(options, file);
  try {
    await writer.initialize();
    await switchToWal(writer);
    await migrate(writer);
  } catch (error) {
    throw new StartError(`Cannot open the database ${file}: ${(error as Error).message}.`);
  }
  const readers = await onEachLane(async (lane) => {
    const reader = dataSource(options, file, sqlite3.OPEN_READONLY);
    await reader.initialize();
    await reader.query(`PRAGMA cache_size = -${CACHE_KIB}`);
    if (lane !== "ours") connectionOf(reader).configure("limit", sqlite3.LIMIT_LENGTH, LONGEST);
    return reader;
  });
  return new SqliteDb(readers, writer, await onEachLane((lane) => new Reader(readers[lane])), options);
}

class SqliteDb extends AnyDb {
  readonly dialect = "sqlite";
  /** One transaction at a time: within it a second one would be its savepoint. */
  private readonly turn = pLimit(1);

  constructor(
    private readonly sources: Lanes<DataSource>,
    private readonly writer: DataSource,
    private readonly readers: Lanes<Reader>,
    { onStatement }: StoreOptions,
  ) {
    const ask: Ask = (sql, values) => readers[Deadline.lane].ask(sql, values);
    super(sources.ours.manager, ask, onStatement);
    readBy(ask, sources.ours, onStatement);
    makeStoppable(writer);
  }

  protected transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.turn(() => this.transactNow(work));
  }

  private async transactNow<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    Deadline.current?.check(); // one that waited too long for its turn is not begun
    const runner = this.writer.createQueryRunner();
    try {
      await untimed(() => runner.startTransaction());
      // The first statement must be a write: a transaction that reads first cannot wait for another process's lock.
      await runner.query("UPDATE log_head SET position = position");
      const result = await work(runner.manager);
      await untimed(() => runner.commitTransaction());
      return result;
    } catch (error) {
      await untimed(() => rollBack(runner)).catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.turn(() => undefined); // after those that wait
    await onEachLane(async (lane) => {
      await this.readers[lane].close();
      await this.sources[lane].destroy();
    });
    await this.writer.destroy();
  }
}

/** One connection that reads. */
class Reader {
  private readonly prepared: PreparedOnSqlite;
  private readonly way: Interruptible;

  constructor(source: DataSource) {
    this.prepared = new PreparedOnSqlite(connectionOf(source));
    this.way = new Interruptible(connectionOf(source), () => this.prepared.tidy());
  }

  ask(sql: string, values: readonly unknown[]): ReturnType<Ask> {
    return this.way.run(() => this.prepared.ask(sql, values));
  }

  close(): Promise<unknown> {
    return this.way.end(() => this.prepared.close());
  }
}

/** SQLite may have ended it by itself, as it does with a write that is stopped: TypeORM would never know it has ended. */
async function rollBack(runner: QueryRunner): Promise<void> {
  await runner.rollbackTransaction().catch(async () => {
    await runner.query("BEGIN");
    await runner.rollbackTransaction();
  });
}

/** What TypeORM reads is prepared, too, and finds its way. */
function readBy(ask: Ask, reader: DataSource, hear: StoreOptions["onStatement"]): void {
  reader.createQueryRunner().query = async (sql: string, values: unknown[] = [], structured = false) => {
    hear?.(sql);
    const rows = await ask(sql, values);
    return structured ? Object.assign(new QueryResult(), { raw: rows, records: rows }) : (rows as never);
  };
}

/**
 * What TypeORM asks of a connection can be stopped. The driver takes a statement down in this thread, right after it
 * has answered: begun before that, the next one would hold up everything, and no deadline would be heard.
 */
function makeStoppable(writer: DataSource): void {
  const way = new Interruptible(connectionOf(writer), nextTurn);
  const runner = writer.createQueryRunner();
  const query = runner.query.bind(runner);
  runner.query = (...given: unknown[]) => way.run(() => query(...(given as Parameters<typeof query>)));
}

const connectionOf = ({ driver }: DataSource) =>
  (driver as unknown as { databaseConnection: Database }).databaseConnection;

/** TypeORM asks for long stack traces, which would be taken at every statement. */
const TERSE = { ...sqlite3, verbose: () => sqlite3 };

function dataSource(options: StoreOptions, database: string, flags?: number): DataSource {
  return new DataSource({
    type: "sqlite",
    driver: TERSE,
    database,
    entities: options.entities,
    migrations,
    namingStrategy: new SnakeNames(),
    busyTimeout: BUSY_TIMEOUT_MS,
    ...(flags !== undefined && { flags }),
    ...(options.onStatement && { logging: ["query"], logger: new StatementLogger(options.onStatement) }),
  });
}

/** Once in the life of a file. Here SQLite does not wait for another process that does the same: it refuses at once. */
async function switchToWal(writer: DataSource, until = Date.now() + BUSY_TIMEOUT_MS): Promise<void> {
  try {
    await writer.query("PRAGMA journal_mode = WAL");
  } catch (error) {
    if ((error as { code?: string }).code !== "SQLITE_BUSY" || Date.now() > until) throw error;
    await pause(WAIT_MS);
    await switchToWal(writer, until);
  }
}

/** One transaction for all pending migrations, so that two processes may start at once. */
async function migrate(writer: DataSource): Promise<void> {
  await writer.query("PRAGMA synchronous = FULL");
  await writer.query("BEGIN IMMEDIATE");
  try {
    await writer.runMigrations({ transaction: "none" });
    await writer.query("COMMIT");
  } catch (error) {
    await writer.query("ROLLBACK");
    throw error;
  }
}

async function preparePlace(file: string): Promise<void> {
  const folder = dirname(file);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    // It holds what is not public. One that is there is not opened: closing it would take SQLite's locks on it away.
    await writeFile(file, "", { flag: "wx", mode: OWNER_ONLY }).catch(unlessThere);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(`Cannot write to the folder ${folder} (${code}): choose another with DATABASE_URL.`);
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
