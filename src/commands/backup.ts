import { StartError } from "../base/errors.js";
import { tellFailure } from "../base/log.js";
import { readDatabaseUrl } from "../config.js";
import { backUpDatabase } from "../store/copies/backup.js";

/** `npm run backup -- FILE`: writes the database into a new file, also while the register runs. */
async function main([file, ...more]: string[]): Promise<void> {
  if (file === undefined || more.length > 0) throw new StartError("Usage: npm run backup -- FILE");
  const { bytes, position } = await backUpDatabase(readDatabaseUrl(process.env), file);
  console.log(`Backed up to ${file}: ${bytes} bytes, whole and checked, up to position ${position} of the log.`);
}

main(process.argv.slice(2)).catch(tellFailure);
