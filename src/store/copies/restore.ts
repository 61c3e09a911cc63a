import { mkdir, open, realpath } from "node:fs/promises";
import { dirname } from "node:path";
import { StartError } from "../../base/errors.js";
import type { Db, StoreOptions } from "../db.js";
import { openDb } from "../open.js";
import { checkRegister, exists, fileOf, mustExist, startError } from "./backup.js";
import { copyDatabase, DatabaseFile, removeDatabase } from "./file.js";

export interface Restored {
  /** Of the newest change of status in it. */
  position: number;
  /** Where the database that was replaced is kept; null where there was none. */
  kept: string | null;
  /** Withdrawn tokens and subjects that the backup did not know of, but what was there did. */
  carried: Carried[];
  /** Since when there may be others, of which what was there did not know; null where there are none. */
  unknownSince: string | null;
}

/** A row of `revocation`. */
interface Carried {
  kind: "SUBJECT" | "TOKEN";
  value: string;
  revokedAt: string;
}

/** Writes down in the backup that it is restored, before it is there. */
export type WriteDown = (db: Db, restored: Pick<Restored, "position" | "carried">) => Promise<void>;

/**
 * Puts a backup in the place of the embedded database, in one transaction, also while a register runs on it: that one
 * sees the mark of it and sends every screen back to read again. Throws StartError, and then nothing has changed.
 */
export async function restoreDatabase(
  from: string,
  url: string,
  entities: StoreOptions["entities"],
  writeDown: WriteDown,
): Promise<Restored> {
  const target = fileOf(url, `pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" ${from}`);
  await mustExist(from);
  const isThere = await exists(target);
  if (isThere && (await realpath(from)) === (await realpath(target)))
    throw new StartError(`${from} is the database itself.`);
  const staged = `${target}.restoring-${process.pid}`;
  try {
    const position = await stage(from, staged, entities);
    if (!isThere) await (await open(target, "wx", 0o600)).close();
    const prepare = (carried: Carried[]) => inside(staged, entities, (db) => writeDown(db, { position, carried }));
    const done = await replace(target, staged, isThere, prepare).catch((error: Error) => {
      const advice = "If it is damaged, stop the register, move the file away and restore again";
      throw new StartError(`Cannot replace ${target}: ${error.message}. ${advice}.`);
    });
    return { position, ...done };
  } catch (error) {
    if (!isThere) await removeDatabase(target);
    throw startError(error, `Cannot restore ${from}`);
  } finally {
    await removeDatabase(staged);
  }
}

/** A copy beside the database, checked and brought to this version; gives the position of its newest change. */
async function stage(from: string, staged: string, entities: StoreOptions["entities"]): Promise<number> {
  await mkdir(dirname(staged), { recursive: true });
  await copyDatabase(from, staged);
  const position = await checkRegister(staged, from);
  await renew(staged, entities);
  return position;
}

async function inside(
  staged: string,
  entities: StoreOptions["entities"],
  work: (db: Db) => Promise<void>,
): Promise<void> {
  const db = await openDb({ url: `sqlite:${staged}`, entities });
  await work(db).finally(() => db.close());
}

/** Brings a copy to this version, and marks it: what runs on the database must notice, whatever the log says. */
async function renew(staged: string, entities: StoreOptions["entities"]): Promise<void> {
  await inside(staged, entities, async () => {});
  const file = await DatabaseFile.open(staged);
  const mark = `INSERT INTO log_head (name, position, epoch) VALUES ('restored', 0, lower(hex(randomblob(6))))
    ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch`;
  await file.all(mark).finally(() => file.close());
}

/** What was there is kept, as it is when nobody can write to it any more. */
async function replace(
  target: string,
  staged: string,
  isThere: boolean,
  prepare: (carried: Carried[]) => Promise<void>,
): Promise<Omit<Restored, "position">> {
  const kept = isThere ? `${target}.before-restore-${new Date().toISOString().replace(/[:.]/g, "-")}` : null;
  const file = await DatabaseFile.open(target);
  try {
    await file.all("PRAGMA journal_mode = WAL"); // in which who writes locks nobody out who reads
    const copy = await file.beginCopy(staged);
    try {
      if (kept !== null) await copyDatabase(target, kept);
      const withdrawn = await carryRevocations(kept, staged);
      await prepare(withdrawn.carried);
      await copy.commit();
      return { kept, ...withdrawn };
    } catch (error) {
      if (kept !== null) await removeDatabase(kept);
      throw error;
    } finally {
      await copy.end();
    }
  } finally {
    await file.close();
  }
}

type Withdrawn = Pick<Restored, "carried" | "unknownSince">;

/** A token that was withdrawn after the backup must not come back to life with it. */
async function carryRevocations(from: string | null, to: string): Promise<Withdrawn> {
  const file = await DatabaseFile.open(to);
  try {
    if (from !== null) await file.all("ATTACH ? AS present", [from]);
    const carried = from === null ? [] : await carry(file);
    if (from !== null && (await isSameRegister(file))) return { carried, unknownSince: null };
    const [last] = await file.all<{ at: string }>("SELECT at FROM audit_entry ORDER BY id DESC LIMIT 1");
    return { carried, unknownSince: last?.at ?? "the backup" };
  } finally {
    await file.close();
  }
}

async function carry(file: DatabaseFile): Promise<Carried[]> {
  const columns = await file.all<{ name: string }>(
    `SELECT here.name AS name FROM pragma_table_info('revocation', 'main') here
      JOIN pragma_table_info('revocation', 'present') there ON there.name = here.name WHERE here.name <> 'id'`,
  );
  if (columns.length === 0) return []; // a version without them
  const names = columns.map(({ name }) => name).join(", ");
  return file.all(
    `INSERT INTO main.revocation (${names}) SELECT ${names} FROM present.revocation p WHERE NOT EXISTS (SELECT 1
      FROM main.revocation r WHERE r.kind = p.kind AND r.value = p.value AND r.revoked_at >= p.revoked_at)
      ORDER BY p.revoked_at RETURNING kind, value, revoked_at AS revokedAt`,
  );
}

/** Another one, made in the place of one that was moved away, does not know what that one knew. */
async function isSameRegister(file: DatabaseFile): Promise<boolean> {
  const [known] = await file.all("SELECT 1 FROM present.sqlite_schema WHERE name = 'log_head'");
  if (known === undefined) return false;
  const epoch = (of: string) => `(SELECT epoch FROM ${of}.log_head WHERE name = 'status_change')`;
  const [same] = await file.all(`SELECT 1 WHERE ${epoch("main")} = ${epoch("present")}`);
  return same !== undefined;
}
