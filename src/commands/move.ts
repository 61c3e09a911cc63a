import { parseArgs } from "node:util";
import { StartError } from "../base/errors.js";
import { tellFailure } from "../base/log.js";
import { entities } from "../catalog.js";
import { moveDatabase } from "../store/copies/move.js";

const USAGE = "Usage: npm run move -- --from sqlite:data/ket-nghia.db --to postgres://user:password@host:5432/database";

/**
 * `npm run move -- --from URL --to URL`: copies one database into another, empty one;
 * checks the copy; says what it did.
 */
async function main(args: string[]): Promise<void> {
  const { from, to } = readArgs(args);
  const moved = await moveDatabase(from, to, entities);
  for (const { table, rows, digest } of moved) console.log(`${table}: ${rows} rows, sha256 ${digest.slice(0, 16)}`);
  console.log("Moved: both databases hold the same.");
}

function readArgs(args: string[]): { from: string; to: string } {
  try {
    const { from, to } = parseArgs({ args, options: { from: { type: "string" }, to: { type: "string" } } }).values;
    if (from !== undefined && to !== undefined) return { from, to };
  } catch {
    // an option that there is not: told below
  }
  throw new StartError(USAGE);
}

main(process.argv.slice(2)).catch(tellFailure);
