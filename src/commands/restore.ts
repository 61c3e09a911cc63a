import { basename } from "node:path";
import { StartError } from "../base/errors.js";
import { tellFailure } from "../base/log.js";
import { entities } from "../catalog.js";
import { readDatabaseUrl } from "../config.js";
import { recordDeed } from "../live/log/deeds.js";
import { restoreDatabase } from "../store/copies/restore.js";
import { openDb } from "../store/open.js";

/** `npm run restore -- FILE`: puts a backup in the place of the database, also while the register runs. */
async function main([file, ...more]: string[]): Promise<void> {
  if (file === undefined || more.length > 0) throw new StartError("Usage: npm run restore -- FILE");
  const url = readDatabaseUrl(process.env);
  const { position, kept, revocations } = await restoreDatabase(file, url, entities);
  console.log(`Restored from ${file}, up to position ${position} of the log. Every screen reads again.`);
  if (kept !== null) console.log(`What was there is kept in ${kept}.`);
  if (revocations > 0) console.log(`Still withdrawn, though not in the backup: ${revocations}.`);
  const db = await openDb({ url, entities });
  await db.write((tx) => recordDeed(tx, { mutation: "restore", record: { called: basename(file) } }));
  await db.close();
}

main(process.argv.slice(2)).catch(tellFailure);
