// npm run bench:live -- [--quick] [--only heap,single,burst,filters,storm,slow,writers] [--ids uuid]
// What a change costs on its way to thousands of screens, beside raw ws and plain graphql-ws. See ../README.md.
import { check } from "./check.mjs";
import { bursts, filterGroups, gather, part, singles } from "./fan-out.mjs";
import { clock, endAll, openFiles } from "./rpc.mjs";
import { readPlan } from "./settings.mjs";
import { slowReaders } from "./slow-readers.mjs";
import { Stage } from "./stage.mjs";
import { storm } from "./storm.mjs";
import { printTable } from "./table.mjs";
import { writersOnPostgres, writersOnSqlite } from "./writing.mjs";

const SPARE_FILES = 300;
const GRACE_S = 45;

/** The sizes for which both sides may open enough files: a process of screens holds half of all three servers. */
function sizesThatFit({ sizes }) {
  const files = openFiles();
  const fitting = sizes.filter((size) => size * 1.5 + SPARE_FILES <= files);
  for (const size of sizes.filter((each) => !fitting.includes(each)))
    console.error(`Left out: ${size} screens need ${size * 1.5 + SPARE_FILES} open files, ulimit -Hn allows ${files}.`);
  return fitting;
}

/** Runs a scenario if it is wanted and there is time; one that fails is told of in the table. */
async function act(stage, name, what, seconds, work) {
  if (name !== null && !stage.plan.wants(name)) return;
  const start = clock();
  if (stage.left() < seconds) return void stage.rows.push({ scenario: what, note: "left out: no time" });
  try {
    await work();
  } catch (error) {
    process.exitCode = 1;
    stage.rows.push({ scenario: what, note: `FAILED: ${error.message}` });
  }
  console.error(`${what}: ${((clock() - start) / 1_000).toFixed(1)} s`);
}

/** What is done with so many screens in one group. */
async function inOneGroup(stage, size) {
  const { burst, storm: storms, wants } = stage.plan;
  if (!["heap", "single", "burst", "storm"].some(wants)) return;
  await act(stage, null, `${size} screens wait`, 15, () => gather(stage, size));
  await act(stage, "single", `single events to ${size}`, 15, () => singles(stage, size));
  if (burst.sizes.includes(size)) await act(stage, "burst", `bursts to ${size}`, 15, () => bursts(stage, size));
  if (storms.size === size) await act(stage, "storm", `storms of ${size}`, 10, () => storm(stage));
  await part(stage);
}

async function scenarios(stage) {
  const [first, ...others] = sizesThatFit(stage.plan);
  await inOneGroup(stage, first);
  await act(stage, "filters", "filter groups", 12, () => filterGroups(stage));
  await act(stage, "slow", "slow readers", 10, () => slowReaders(stage));
  await act(stage, "writers", "writers on SQLite", 6, () => writersOnSqlite(stage));
  const { TEST_POSTGRES_URL: url } = process.env;
  if (url) await act(stage, "writers", "writers on PostgreSQL", 10, () => writersOnPostgres(stage, url));
  else stage.rows.push({ scenario: "status changes, PostgreSQL, 8 writers", note: "TEST_POSTGRES_URL is not set" });
  for (const size of others) await inOneGroup(stage, size);
}

async function main() {
  const stage = new Stage(readPlan(process.argv));
  const stop = (why) => {
    console.error(why);
    endAll(); // what waits for them fails, and all ends
    setTimeout(() => process.exit(1), 2_000).unref();
  };
  setTimeout(() => stop("Took too long."), (stage.plan.seconds + GRACE_S) * 1_000).unref();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop(`Stopped by ${signal}.`));
  try {
    await stage.openOurs();
    await stage.openOthers(await check(stage));
    await stage.calibrate();
    console.error("check: the live path says what the log says");
    await scenarios(stage);
    printTable(stage);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    await stage.closeAll();
  }
}

await main();
