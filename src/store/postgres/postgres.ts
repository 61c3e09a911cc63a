import type { Pool } from "pg";
import { DataSource, MigrationExecutor } from "typeorm";
import { StartError } from "../../base/errors.js";
import { AnyDb } from "../any-db.js";
import { SnakeNames } from "../columns.js";
import type { Db, StoreOptions, Tx } from "../db.js";
import { Deadline, untimed } from "../deadline.js";
import { type Lanes, onEachLane } from "../lanes.js";
import { migrations } from "../migrations/list.js";
import { NAMES_END_AFTER_S, PreparedOnPostgres } from "../prepared.js";
import { StatementLogger } from "../statements.js";
import { MIGRATING } from "../turn.js";
import { cancelling } from "./cancel.js";
import { retried } from "./retry.js";
import { Wakeups } from "./wakeups.js";

/** Connections of one process; one more listens. */
const READERS: Lanes<number> = { ours: 2, events: 3, operations: 5 };
const WRITERS = 8;
/** How long to wait for a connection, also for one that others use. */
const CONNECT_WITHIN_MS = 30_000;

/** A connection that is half open would never answer, and the tail would wait for it for ever. A write waits for its turn. */
const READ_WITHIN_MS = 20_000;

/** Whatever the server's default is: a write that has waited for a row must see what was committed meanwhile. */
const WRITING = "-c default_transaction_isolation=read\\ committed";
/**
 * Reading is many small statements: compiling one costs more than it saves, and pages are in memory or on a disk that
 * does not seek.
 */
const READING = `${WRITING} -c default_transaction_read_only=on -c jit=off -c random_page_cost=1.1 -c statement_timeout=${READ_WITHIN_MS}`;

/**
 * The store on a server:
 * as many processes as it has connections for, each with sessions that write and others that cannot.
 */
export async function openPostgres(options: StoreOptions): Promise<Db> {
  const url = readUrl(options.url);
  const writer = dataSource(options, withSessions(url, WRITING), { poolSize: WRITERS });
  const reading = withSessions(url, READING);
  const readers = await onEachLane((lane) =>
    dataSource(options, reading, { poolSize: READERS[lane], answerWithinMs: READ_WITHIN_MS }),
  );
  try {
    await writer.initialize();
    await migrate(writer);
    for (const reader of Object.values(readers)) await reader.initialize();
  } catch (error) {
    for (const each of [writer, ...Object.values(readers)]) if (each.isInitialized) await each.destroy();
    const { hostname, port, pathname } = url;
    throw new StartError(`Cannot open the database ${hostname}:${port || 5432}${pathname}: ${why(error as Error)}.`);
  }
  const db = new PostgresDb(
    readers,
    writer,
    await onEachLane((lane) => new PreparedOnPostgres(poolOf(readers[lane]))),
    options,
  );
  await db.wakeups.start();
  return db;
}

class PostgresDb extends AnyDb {
  readonly dialect = "postgres";
  readonly wakeups: Wakeups;

  constructor(
    private readonly readers: Lanes<DataSource>,
    private readonly writer: DataSource,
    often: Lanes<PreparedOnPostgres>,
    { url, logger, onStatement }: StoreOptions,
  ) {
    super(readers.ours.manager, (sql, values) => often[Deadline.lane].ask(sql, values), onStatement);
    findWay(readers);
    this.wakeups = new Wakeups(url, () => this.wake(), logger);
  }

  protected transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return retried(async () => {
      const runner = this.writer.createQueryRunner();
      try {
        await runner.startTransaction();
        const result = await work(runner.manager);
        // In one message, for the log's lock is held till then. COMMIT alone would take everything back in silence
        // where a statement had failed unseen; after another statement it fails.
        await untimed(() => runner.query(`${this.wakeups.tell}; COMMIT`));
        return result;
      } catch (error) {
        await untimed(() => runner.query("ROLLBACK")).catch(() => undefined);
        throw error;
      } finally {
        await runner.release();
      }
    });
  }

  async close(): Promise<void> {
    await this.wakeups.close();
    await onEachLane((lane) => this.readers[lane].destroy());
    await this.writer.destroy();
  }
}

interface Sessions {
  poolSize: number;
  answerWithinMs?: number;
}

function dataSource(options: StoreOptions, url: string, { poolSize, answerWithinMs }: Sessions): DataSource {
  const source = new DataSource({
    type: "postgres",
    url,
    poolSize,
    connectTimeoutMS: CONNECT_WITHIN_MS,
    entities: options.entities,
    migrations,
    namingStrategy: new SnakeNames(),
    installExtensions: false,
    // A connection that breaks while nobody uses it: the pool opens another when one is wanted.
    poolErrorHandler: (error: Error) => options.logger?.warn({ err: error }, "a database connection is lost"),
    extra: {
      ...{ keepAlive: true, application_name: "ket-nghia", query_timeout: answerWithinMs },
      maxLifetimeSeconds: NAMES_END_AFTER_S,
    },
    ...(options.onStatement && { logging: ["query"], logger: new StatementLogger(options.onStatement) }),
  });
  makeStoppable(source);
  return source;
}

/** Sends what TypeORM asks the way on which it can be stopped. */
function makeStoppable({ driver }: DataSource): void {
  const create = driver.createQueryRunner.bind(driver);
  driver.createQueryRunner = (mode) => {
    const runner = create(mode);
    const query = runner.query.bind(runner);
    runner.query = async (...given: unknown[]) => {
      const client = await runner.connect();
      return cancelling(client, () => query(...(given as Parameters<typeof query>)));
    };
    return runner;
  };
}

/** What TypeORM reads goes to the connections of its lane. */
function findWay(readers: Lanes<DataSource>): void {
  Object.assign(readers.ours.driver, {
    obtainMasterConnection: async () => {
      const client = await poolOf(readers[Deadline.lane]).connect();
      return [client, (error?: Error) => client.release(error)];
    },
  });
}

const poolOf = ({ driver }: DataSource) => (driver as unknown as { master: Pool }).master;

/** One transaction for all pending migrations, one process at a time: several may start at once. */
async function migrate(writer: DataSource): Promise<void> {
  const runner = writer.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query(`SELECT pg_advisory_xact_lock(${MIGRATING})`);
    const executor = new MigrationExecutor(writer, runner);
    executor.transaction = "none";
    await executor.executePendingMigrations();
    await runner.commitTransaction();
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  }
}

/** With / ? or # in a password, what follows would be taken for the path, and told. */
const MISREAD = /^\w+:\/\/[^/?#]*[/?#].*@/s;

function readUrl(url: string): URL {
  if (URL.canParse(url) && !MISREAD.test(url)) return new URL(url);
  const how = "use postgres://user:password@host:5432/database, with %2F for / in a password, %3F for ?, %23 for #";
  throw new StartError(`DATABASE_URL: is not an address; ${how}.`);
}

/** The same address, for sessions of one kind, whatever else it asks of them. */
function withSessions(url: URL, kind: string): string {
  const address = new URL(url);
  address.searchParams.set("options", `${address.searchParams.get("options") ?? ""} ${kind}`.trim());
  return address.href;
}

/** A host with several addresses fails with one error for all of them, which has no message of its own. */
function why({ message, code }: Error & { code?: string }): string {
  return (message || code || "it cannot be reached").replace(/\.$/, "");
}
