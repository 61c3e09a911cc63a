import { basename } from "node:path";
import { digestOf } from "../base/chain.js";
import { StartError } from "../base/errors.js";
import { tellFailure } from "../base/log.js";
import { entities } from "../catalog.js";
import { readDatabaseUrl } from "../config.js";
import { recordDeed } from "../live/log/deeds.js";
import { recordRevocation } from "../live/revocations.js";
import { type Restored, restoreDatabase, type WriteDown } from "../store/copies/restore.js";

/** `npm run restore -- FILE`: puts a backup in the place of the database, also while the register runs. */
async function main([file, ...more]: string[]): Promise<void> {
  if (file === undefined || more.length > 0) throw new StartError("Usage: npm run restore -- FILE");
  const url = readDatabaseUrl(process.env);
  tell(file, await restoreDatabase(file, url, entities, writeDown(basename(file))));
}

/** Revocations that were carried over have no line in the backup: they get one, as all others have. */
const writeDown =
  (called: string): WriteDown =>
  (db, { position, carried }) =>
    db.write(async (tx) => {
      for (const revocation of carried) await recordRevocation(tx, revocation);
      await recordDeed(tx, { mutation: "restore", record: { called }, digest: digestOf({ position }) });
    });

function tell(file: string, { position, kept, carried, unknownSince }: Restored): void {
  console.log(`Restored from ${file}, up to position ${position} of the log. Every screen reads again.`);
  if (kept !== null) console.log(`What was there is kept in ${kept}.`);
  if (carried.length > 0) console.log(`Still revoked, though not in the backup: ${carried.length}.`);
  if (unknownSince !== null)
    console.log(
      `Revoke again what was revoked since ${unknownSince}: there was no database of this register to know it from.`,
    );
}

main(process.argv.slice(2)).catch(tellFailure);
