import { access, open, rename, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { StartError } from "../../base/errors.js";
import { migrations } from "../migrations/list.js";
import { copyDatabase, DatabaseFile, removeDatabase } from "./file.js";

interface BackedUp {
  bytes: number;
  /** Of the newest change of status in it. */
  position: number;
}

/**
 * Writes the embedded database, as it is at this moment, into a new file, also while a register runs on it. The file
 * has its name only when it is whole and checked. Throws StartError, and then there is no file.
 */
export async function backUpDatabase(url: string, to: string): Promise<BackedUp> {
  const from = fileOf(url, `pg_dump --format=custom --file=${to} "$DATABASE_URL"`);
  await mustExist(from);
  if (await exists(to)) throw new StartError(`There is a file ${to} already: choose another name.`);
  const partial = `${to}.partial-${process.pid}`;
  try {
    await copyDatabase(from, partial);
    const position = await checkRegister(partial, from);
    await rename(partial, to);
    await keepName(to);
    return { bytes: (await stat(to)).size, position };
  } catch (error) {
    await removeDatabase(partial);
    throw startError(error, `Cannot back up to ${to}`);
  }
}

/** The position of its newest change; throws StartError where a file is no register, not whole, or of a newer version. */
export async function checkRegister(path: string, called: string): Promise<number> {
  const file = await DatabaseFile.open(path);
  try {
    const [broken] = await file.all<{ integrity_check: string }>("PRAGMA integrity_check(1)");
    if (broken?.integrity_check !== "ok") throw new StartError(`${called} is damaged: ${broken?.integrity_check}.`);
    const [stray] = await file.all<{ table: string }>("PRAGMA foreign_key_check");
    if (stray !== undefined)
      throw new StartError(`${called} is damaged: a row of ${stray.table} names one that is not there.`);
    const tables = await file.all(
      "SELECT 1 FROM sqlite_schema WHERE name IN ('migrations', 'log_head', 'status_change')",
    );
    if (tables.length < 3) throw new StartError(`${called} is not the database of a register.`);
    const known = migrations.map((each) => each.name);
    const [newer] = (await file.all<{ name: string }>("SELECT name FROM migrations")).filter(
      ({ name }) => !known.includes(name),
    );
    if (newer !== undefined) throw new StartError(`${called} is of a newer version of the register (${newer.name}).`);
    return (
      (await file.all<{ position: number }>("SELECT position FROM log_head WHERE name = 'status_change'"))[0]
        ?.position ?? 0
    );
  } catch (error) {
    throw startError(error, `Cannot read ${called}`);
  } finally {
    await file.close();
  }
}

/** The file of an embedded database; for one on a server, what to use instead. */
export function fileOf(url: string, instead: string): string {
  if (url.startsWith("sqlite:")) return resolve(url.slice("sqlite:".length));
  throw new StartError(`A database on a server is backed up and restored by its own tools: ${instead}`);
}

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

export async function mustExist(path: string): Promise<void> {
  if (!(await exists(path))) throw new StartError(`There is no file ${path}.`);
}

/** A name survives a power cut when its folder is on the disk. */
async function keepName(path: string): Promise<void> {
  const folder = await open(dirname(path));
  await folder.sync().finally(() => folder.close());
}

/** One line for what went wrong on the way. */
export function startError(error: unknown, what: string): StartError {
  return error instanceof StartError ? error : new StartError(`${what}: ${(error as Error).message}.`);
}
