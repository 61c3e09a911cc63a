import { StartError } from "../base/errors.js";
import { tellFailure } from "../base/log.js";
import { entities } from "../catalog.js";
import { readDatabaseUrl } from "../config.js";
import { StatusChange } from "../features/commitments/status-change.entity.js";
import { loadFiles } from "../features/load/load.js";
import { Log } from "../live/log/log.js";
import { openDb } from "../store/open.js";

/** `npm run load -- FILE…`: loads data files into the database, also while the server runs on it. */
async function main(names: string[]): Promise<void> {
  if (names.length === 0) throw new StartError("Usage: npm run load -- FILE…");
  const db = await openDb({ url: readDatabaseUrl(process.env), entities });
  try {
    const report = await loadFiles(db, new Log(db, StatusChange), names);
    for (const [kind, { created, updated, unchanged }] of Object.entries(report)) {
      console.log(`${kind}: ${created} created, ${updated} updated, ${unchanged} unchanged`);
    }
  } finally {
    await db.close();
  }
}

main(process.argv.slice(2)).catch(tellFailure);
