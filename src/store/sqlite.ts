import { access, constants, mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import sqlite3, { type Database } from "sqlite3";
import { DataSource } from "typeorm";
import { StartError } from "../base/errors.js";
import { SnakeNames } from "./columns.js";
import type { Db, StoreOptions, Tx } from "./db.js";
import { Doors } from "./door.js";
import { migrations } from "./migrations/list.js";
import { PreparedOnSqlite } from "./prepared.js";
import { StatementLogger } from "./statements.js";

const BUSY_TIMEOUT_MS = 10_000;
/** Of the connection that reads: with SQLite's own 2 MB nearly every row of a large register is a read of the file. */
const CACHE_KIB = 32 * 1024;

/** The embedded store: one connection that writes, in turn; another that can only read. */
export async function openSqlite(options: StoreOptions): Promise<Db> {
  const file = resolve(options.url.slice("sqlite:".length));
  await prepareFolder(file);
  const writer = dataSource(options, file);
  try {
    await writer.initialize();
    await migrate(writer);
  } catch (error) {
    throw new StartError(`Cannot open the database ${file}: ${(error as Error).message}.`);
  }
  const reader = dataSource(options, file, sqlite3.OPEN_READONLY);
  await reader.initialize();
  await reader.query(`PRAGMA cache_size = -${CACHE_KIB}`);
  const prepared = new PreparedOnSqlite(
    (reader.driver as unknown as { databaseConnection: Database }).databaseConnection,
  );
  return new SqliteDb(reader, writer, prepared, options);
}

class SqliteDb extends Doors {
  readonly dialect = "sqlite";
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly reader: DataSource,
    private readonly writer: DataSource,
    private readonly prepared: PreparedOnSqlite,
    { onStatement }: StoreOptions,
  ) {
    super(reader.manager, (sql, values) => prepared.ask(sql, values), onStatement);
  }

  protected transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const turn = this.queue.then(() =>
      this.writer.transaction(async (tx) => {
        // The first statement must be a write: a transaction that reads first cannot wait for another process's lock.
        await tx.query("UPDATE log_head SET position = position");
        return work(tx);
      }),
    );
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.queue;
    this.prepared.close();
    await this.reader.destroy();
    await this.writer.destroy();
  }
}

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
    enableWAL: flags === undefined,
    ...(flags !== undefined && { flags }),
    ...(options.onStatement && { logging: ["query"], logger: new StatementLogger(options.onStatement) }),
  });
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

async function prepareFolder(file: string): Promise<void> {
  const folder = dirname(file);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(`Cannot write to the folder ${folder} (${code}): choose another with DATABASE_URL.`);
  }
}
