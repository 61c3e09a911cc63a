import { open, rm } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import sqlite3, { type Database } from "sqlite3";

const BUSY_TIMEOUT_MS = 10_000;
const TRY_AGAIN_MS = 50;
const ALL = -1;

/** SQLite's online backup, which the types of the package leave out. */
interface Backup {
  /** Errors after which it does not end by itself; with none, there are none after which it does. */
  retryErrors: number[];
  step(pages: number, done: (error: Error | null) => void): void;
  finish(done: () => void): void;
}
type WithBackup = Database & {
  backup(from: string, to: "main", of: "main", fileIsTarget: false, opened: (error: Error | null) => void): Backup;
};

/** A copy that has begun: nobody else writes to its target until it has ended. */
interface Copy {
  /** Puts it in place, all of it at once for whoever reads. */
  commit(): Promise<void>;
  /** Ends it; without a commit nothing was done. */
  end(): Promise<void>;
}

/** A database file by itself, whether a register runs on it or not. */
export class DatabaseFile {
  private constructor(private readonly database: Database) {}

  /** Makes none where there is none. */
  static async open(path: string): Promise<DatabaseFile> {
    const database = await done<Database>((end) => {
      const opened = new sqlite3.Database(path, sqlite3.OPEN_READWRITE, (error) => end(error, opened));
    });
    database.configure("busyTimeout", BUSY_TIMEOUT_MS);
    return new DatabaseFile(database);
  }

  all<R>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    return done((end) => this.database.all<R>(sql, values, end));
  }

  close(): Promise<void> {
    return done((end) => this.database.close(end));
  }

  /** Begins to put what another file holds in the place of all that is here, when it is its turn to write. */
  async beginCopy(from: string): Promise<Copy> {
    const backup = await done<Backup>((end) => {
      const begun = (this.database as WithBackup).backup(from, "main", "main", false, (error) => end(error, begun));
    });
    backup.retryErrors = []; // it would end itself after any other, and crash when it is ended again
    const end = () => done<void>((ended) => backup.finish(() => ended(null)));
    try {
      await step(backup, 0); // locks the target, and copies nothing yet
      return { commit: () => step(backup, ALL), end };
    } catch (error) {
      await end();
      throw error;
    }
  }
}

/** Takes a step as soon as no other process is in its way: one that begins with the source, or repairs it. */
async function step(backup: Backup, pages: number): Promise<void> {
  for (const until = Date.now() + BUSY_TIMEOUT_MS; ; await pause(TRY_AGAIN_MS)) {
    try {
      return await done<void>((stepped) => backup.step(pages, (error) => stepped(error)));
    } catch (error) {
      if ((error as { code?: string }).code !== "SQLITE_BUSY" || Date.now() > until) throw error;
    }
  }
}

/** Copies a database, as it was committed at one moment, into a new file that its owner alone may read. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  await (await open(to, "wx", 0o600)).close();
  try {
    const target = await DatabaseFile.open(to);
    try {
      const copy = await target.beginCopy(from);
      await copy.commit().finally(copy.end);
      await target.all("PRAGMA journal_mode = DELETE"); // one file, with nothing beside it
    } finally {
      await target.close();
    }
  } catch (error) {
    await removeDatabase(to);
    throw error;
  }
}

/** With what SQLite keeps beside it. */
export async function removeDatabase(path: string): Promise<void> {
  for (const suffix of ["", "-journal", "-wal", "-shm"]) await rm(path + suffix, { force: true });
}

function done<T>(work: (end: (error: Error | null, result?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    work((error, result) => (error ? reject(error) : resolve(result as T)));
  });
}
