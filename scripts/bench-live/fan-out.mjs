// Screens that wait, single events, bursts: in one group, and in five hundred.
import { asManyAs, mapKinds, median, quantile, withDots } from "./figures.mjs";
import { KEYS } from "./made-data.mjs";
import { GOAL_SIZE, GOALS } from "./settings.mjs";
import { KINDS } from "./stage.mjs";

const rotated = (round) => KINDS.map((_, index) => KINDS[(index + round) % KINDS.length]);
const nameOf = (kind) => `${kind}:main`;

/** Opens the screens of all three, and tells the heap that one takes. */
export async function gather(stage, size) {
  const heap = {};
  for (const kind of KINDS) {
    const server = stage.servers[kind];
    const before = await server.call("heap");
    await stage.open(kind, nameOf(kind), size);
    heap[kind] = ((await server.call("heap")) - before) / size / 1024;
  }
  add(stage, `heap per idle subscription, ${withDots(size)}`, "KiB", heap, GOALS.heap, size);
}

export async function part(stage) {
  for (const kind of KINDS) await stage.close(nameOf(kind), kind);
}

/** Rounds of single events, by turns. Gives the figures of every round. */
async function rounds(stage, messages, { rounds: most, events, seconds }, eventOf) {
  const cpu = { ours: [], raw: [], plain: [] };
  const last = { ours: [], raw: [], plain: [] };
  let warmMs = 0;
  for (const kind of [...KINDS, ...KINDS]) {
    const { ms } = await stage.fire(kind, nameOf(kind), messages, eventOf());
    warmMs += ms / 2;
  }
  const count = asManyAs(3, most, events * warmMs, seconds);
  for (let round = 0; round < count; round++) {
    for (const kind of rotated(round)) {
      const fired = [];
      for (let event = 0; event < events; event++)
        fired.push(await stage.fire(kind, nameOf(kind), messages, eventOf()));
      cpu[kind].push(fired.reduce((sum, each) => sum + each.cpu, 0) / events);
      last[kind].push(...fired.map((each) => each.ms));
    }
  }
  return { cpu: mapKinds(cpu, median), last, told: 2 + count * events };
}

export async function singles(stage, size) {
  const { cpu, last, told } = await rounds(stage, size, stage.plan.single, () => ({}));
  for (const kind of KINDS) await stage.verify(nameOf(kind), told);
  stage.cost = cpu.ours;
  const of = `1 group of ${withDots(size)}`;
  add(stage, `CPU per message, ${of}`, "µs", cpu, GOALS.cpu, size);
  add(stage, `p50 to the last screen, ${of}`, "ms", mapKinds(last, median), GOALS.last, size);
  const slowest = mapKinds(last, (values) => quantile(values, 0.99));
  add(stage, `p99 to the last screen, ${of}`, "ms", slowest);
}

/** Each event is for one subscriber in fifty, by ten different filters. */
export async function filterGroups(stage) {
  const { size, ...much } = stage.plan.filters;
  for (const kind of KINDS) await stage.open(kind, nameOf(kind), size, { filters: true });
  let turn = 0;
  const { cpu, last } = await rounds(stage, size / KEYS, much, () => ({ key: Math.floor(turn++ / 3) % KEYS }));
  const of = `500 filters, ${withDots(size)}`;
  add(stage, `CPU per message, ${of}`, "µs", cpu, GOALS.filters, size);
  add(stage, `p50 to the last screen, ${of}`, "ms", mapKinds(last, median));
  await part(stage);
}

/** Many events in one transaction; fewer for a server that would take too long, and of plain graphql-ws always. */
export async function bursts(stage, size) {
  const { rounds: count, events: most, seconds } = stage.plan.burst;
  const rates = { ours: [], raw: [], plain: [] };
  const cpu = { ours: [], raw: [], plain: [] };
  const sent = {};
  for (const kind of KINDS) {
    const [probe, enough] = kind === "plain" ? [2, most / 10] : [10, most];
    const { ms } = await stage.fire(kind, nameOf(kind), size * probe, { count: probe });
    sent[kind] = asManyAs(5, enough, ms / probe, seconds);
  }
  for (let round = 0; round < count; round++) {
    for (const kind of rotated(round)) {
      const burst = await stage.fire(kind, nameOf(kind), size * sent[kind], { count: sent[kind] });
      rates[kind].push(burst.messages / burst.ms);
      cpu[kind].push(burst.cpu);
    }
  }
  const fewer = KINDS.filter((kind) => sent[kind] < most).map((kind) => `${kind} ${sent[kind]}`);
  const of = `burst of ${most}${fewer.length > 0 ? ` (${fewer.join(", ")})` : ""}, ${withDots(size)}`;
  add(stage, `throughput, ${of}`, "k/s", mapKinds(rates, median), GOALS.burst, size);
  add(stage, `CPU per message, ${of}`, "µs", mapKinds(cpu, median));
}

/** The figures to reach are set for one size; a quick run shows them beside its own. */
function add(stage, scenario, unit, values, goals, size) {
  const counts = goals !== undefined && (size === GOAL_SIZE || stage.plan.quick || goals === GOALS.heap);
  stage.rows.push({ scenario, unit, ...values, goals: counts ? goals : undefined });
}
