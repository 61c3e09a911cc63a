// Some screens stop reading while megabytes of events are made: what happens to them, to the others, to the server?

import { withDots } from "./figures.mjs";
import { clock } from "./rpc.mjs";
import { LIMITS, LIVE, LIVE_FAT } from "./settings.mjs";

const EVENT_BYTES = 25_000;
const BATCH = 40;
const ALLOWANCE = 128; // MiB that a server may grow by for other reasons
const MIB = 1 << 20;

const PAGE = "query ($after: Cursor) { statusChanges(after: $after, first: 100) { nodes { cursor } } }";

async function logAfter(stage, after) {
  const cursors = [];
  for (;;) {
    const { nodes } = (await stage.ask(PAGE, { after: cursors.at(-1) ?? after })).statusChanges;
    if (nodes.length === 0) return cursors;
    cursors.push(...nodes.map(({ cursor }) => cursor));
  }
}

/** As many light screens as the time allows at what a message costs. */
function sizes({ slow, peers, lean, megabytes, seconds }, cost) {
  const events = Math.ceil((megabytes * 1e6) / EVENT_BYTES / BATCH) * BATCH;
  const affordable = Math.floor((seconds * 1e6) / cost / events / 2) * 2;
  return { slow, peers, lean: Math.max(10, Math.min(lean, affordable)), events };
}

/**
 * Gives how many were made in the time, how long the slowest batch took to all that read,
 * and the memory held at the most.
 */
async function makeEvents(stage, { events, lean, peers }) {
  const end = clock() + stage.plan.slow.seconds * 1_000;
  const before = await stage.servers.ours.call("held");
  let slowest = 0;
  let grown = 0;
  let made = 0;
  for (; made < events && clock() < end; made += BATCH) {
    const start = clock();
    const arrived = [stage.arrivals("lean", lean * BATCH), stage.arrivals("peers", peers * BATCH)];
    await Promise.all([...arrived, stage.servers.ours.call("event", { count: BATCH, heavy: true })]);
    slowest = Math.max(slowest, clock() - start);
    grown = Math.max(grown, ((await stage.servers.ours.call("held")) - before) / MIB);
  }
  return { made, slowest, grown };
}

async function sameAsLog(stage, name, log) {
  for (const { cursors, different } of await stage.screens("cursors", { name }))
    if (different > 0 || cursors.join() !== log.join())
      throw new Error(
        `slow readers: ${name} were told ${cursors.length} changes, the log has ${log.length}; they differ`,
      );
}

async function run(stage, much) {
  const start = await stage.head();
  const keep = { keep: true, resume: true };
  await stage.open("ours", "lean", much.lean, { ...keep, query: LIVE });
  await stage.open("ours", "peers", much.peers, { ...keep, query: LIVE_FAT });
  await stage.open("ours", "slow", much.slow, { ...keep, query: LIVE_FAT });
  await stage.screens("pause", { name: "slow" });
  const told = await makeEvents(stage, much);
  await stage.screens("wake", { name: "slow" });
  const woken = clock();
  const back = (await stage.arrivals("slow", much.slow * told.made)) - woken;
  const log = await logAfter(stage, start);
  for (const name of ["lean", "peers", "slow"]) await sameAsLog(stage, name, log);
  return { ...told, back };
}

async function countCuts(stage, name) {
  const reports = await stage.screens("report", { name });
  return reports.flatMap(({ closes }) => Object.values(closes)).reduce((sum, count) => sum + count, 0);
}

export async function slowReaders(stage) {
  const much = sizes(stage.plan.slow, stage.cost ?? 50);
  const { grown, slowest, made, back } = await run(stage, much);
  const cut = await countCuts(stage, "slow");
  const others = (await countCuts(stage, "lean")) + (await countCuts(stage, "peers"));
  for (const name of ["lean", "peers", "slow"]) await stage.close(name, "ours");
  const most = (much.slow * Number(LIMITS.LIVE_MAX_WAITING_BYTES)) / MIB + ALLOWANCE;
  const all = much.slow + much.peers + much.lean;
  const of = `${much.slow} of ${withDots(all)} stop reading, ${(made * EVENT_BYTES) / 1e6} MB`;
  const goals = { ours: [most, most] };
  stage.rows.push({ scenario: `memory grown, ${of}`, unit: "MiB", ours: grown, goals });
  stage.rows.push({
    scenario: "… slow ones cut, back, missed nothing",
    unit: "",
    ours: cut,
    goals: { ours: [much.slow, much.slow], atLeast: true },
  });
  stage.rows.push({ scenario: "… until they had caught up", unit: "ms", ours: back });
  stage.rows.push({ scenario: "… others cut (they missed nothing)", unit: "", ours: others, goals: { ours: [0, 0] } });
  stage.rows.push({ scenario: `… slowest ${BATCH} events to all that read`, unit: "ms", ours: slowest });
}
