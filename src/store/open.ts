import { access } from "node:fs/promises";
import { StartError } from "../base/errors.js";
import type { Db, StoreOptions } from "./db.js";
import { openPostgres } from "./postgres/postgres.js";
import { openSqlite } from "./sqlite/sqlite.js";

/** Opens the database that the url names, migrated to the newest version. Throws StartError on a bad url or place. */
export function openDb(options: StoreOptions): Promise<Db> {
  if (options.url.startsWith("sqlite:")) return openSqlite(options);
  if (/^postgres(ql)?:\/\//.test(options.url)) return openPostgres(options);
  const scheme = /^\w+:/.exec(options.url)?.[0] ?? "";
  throw new StartError(
    `DATABASE_URL: "${scheme}…" is not understood; use sqlite:path/to/file.db or postgres://user:password@host:5432/database.`,
  );
}

/** Opening a file makes an empty register where there is none, which is right for who fills it alone. Throws StartError. */
export async function mustBeThere(url: string): Promise<void> {
  if (!url.startsWith("sqlite:")) return;
  const file = url.slice("sqlite:".length);
  await access(file).catch(() => {
    throw new StartError(`There is no database ${file}.`);
  });
}
