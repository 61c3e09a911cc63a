import { parseArgs } from "node:util";
import { StartError } from "../base/errors.js";
import { tellFailure } from "../base/log.js";
import { entities } from "../catalog.js";
import { readDatabaseUrl } from "../config.js";
import { type Anchor, verify } from "../features/audit/verify.js";
import { mustBeThere, openDb } from "../store/open.js";

const USAGE = "Usage: npm run verify [-- --since LINK:HASH]";
const MOST_TOLD = 100;

/**
 * `npm run verify`: checks that nobody has edited history or audit log behind the register's back, also while it runs;
 * with `--since`, that they still contain what was written down earlier. Ends with 1 where they do not.
 */
async function main(args: string[]): Promise<void> {
  const anchor = readAnchor(args);
  const url = readDatabaseUrl(process.env);
  await mustBeThere(url);
  const db = await openDb({ url, entities });
  let problems = 0;
  const tell = (problem: string) => ++problems <= MOST_TOLD && console.log(problem);
  try {
    const { head, rows } = await verify(db, tell, anchor);
    const checked = Object.entries(rows).map(([table, count]) => `${table}: ${count}`);
    console.log(`Checked: ${checked.join(", ")}.`);
    if (problems > 0) throw new StartError(`Not as it was written: ${problems} problem${problems > 1 ? "s" : ""}.`);
    if (anchor !== undefined) console.log(`It contains link ${anchor.link}, as it was written down.`);
    console.log(`All is as it was written. Keep this elsewhere:\n--since ${head.link}:${head.hash}`);
  } finally {
    await db.close();
  }
}

function readAnchor(args: string[]): Anchor | undefined {
  try {
    const { since } = parseArgs({ args, options: { since: { type: "string" } } }).values;
    if (since === undefined) return undefined;
    const [, link, hash] = /^(\d{1,15}):([0-9a-f]{64}|[0-9a-f]{12})$/.exec(since) ?? [];
    if (hash !== undefined) return { link: Number(link), hash };
  } catch {
    // an option that there is not: told below
  }
  throw new StartError(USAGE);
}

main(process.argv.slice(2)).catch(tellFailure);
