// npm run bench -- [--quick] [--only Q1,Q2,Q3,Q4,Q5] [--size small|full|million] [--on sqlite,postgres] [--growth] [--clean]
// What views cost, beside one hand-written statement behind node:http. See ../README.md.
import { median } from "../bench-live/figures.mjs";
import { endAll } from "../bench-live/rpc.mjs";
import { asked, clean } from "./databases.mjs";
import { endProducts } from "./processes.mjs";
import { readPlan } from "./settings.mjs";
import { Stage } from "./stage.mjs";
import { printDatabase, printGrowth, printMachine, summed } from "./table.mjs";

const LOCAL = "postgres://postgres@127.0.0.1:5432/postgres";

/** The server of databases, if one is there. */
async function findPostgres() {
  const url = process.env.TEST_POSTGRES_URL || LOCAL;
  return asked(url, () => url).catch((error) => {
    console.error(`PostgreSQL is left out: ${error.message}`);
    return null;
  });
}

/** So many rounds, each side in turn. */
async function interleave(sides, { rounds, seconds, warmUp }, round) {
  const found = Object.fromEntries(sides.map((side) => [side, []]));
  for (const side of sides) await round(side, warmUp);
  for (let turn = 0; turn < rounds; turn++) {
    for (const side of turn % 2 === 0 ? sides : sides.toReversed()) found[side].push(await round(side, seconds));
  }
  return found;
}

const rate = (round) => round.latencies.length / round.seconds;

async function compare(stage, operation, connections, plan) {
  const found = await interleave(["ours", "limit"], plan, (side, seconds) =>
    stage.round(side, operation, { connections, seconds }),
  );
  const ratio = median(found.ours.map((round, index) => rate(round) / rate(found.limit[index])));
  return { operation, connections, ratio, ours: summed(found.ours), limit: summed(found.limit) };
}

async function onDatabase(dialect, serverUrl, plan) {
  const stage = new Stage({ dialect, size: plan.size, serverUrl });
  try {
    await stage.open(plan.only, { withLimit: true });
    const bytes = {};
    for (const operation of plan.only) bytes[operation] = await stage.check(operation);
    console.error(`${dialect}: both sides say the same`);
    const statements = await stage.statements(plan.only);
    const rows = [];
    for (const operation of plan.only) {
      for (const connections of plan.connections) rows.push(await compare(stage, operation, connections, plan));
    }
    printDatabase({ stage, rows, statements, bytes, memory: await stage.peak(), plan });
  } finally {
    await stage.close();
  }
}

/** The product alone, on few and on many commitments in turn. */
async function growth(dialect, serverUrl, plan) {
  const stages = {};
  try {
    for (const size of ["small", "million"]) {
      stages[size] = new Stage({ dialect, size, serverUrl });
      await stages[size].open(plan.only, { withLimit: false });
    }
    const rows = [];
    for (const operation of plan.only) {
      const found = await interleave(Object.keys(stages), plan, (size, seconds) =>
        stages[size].round("ours", operation, { connections: 1, seconds }),
      );
      const [small, million] = [summed(found.small), summed(found.million)].map((each) => ({
        ...each,
        mean: 1_000 / each.perSecond,
      }));
      const growth = median(found.small.map((round, index) => rate(round) / rate(found.million[index])));
      rows.push({ operation, small, million, growth });
    }
    printGrowth({ dialect, rows });
  } finally {
    for (const stage of Object.values(stages)) await stage.close();
  }
}

async function main() {
  const plan = readPlan(process.argv);
  const serverUrl = await findPostgres();
  if (plan.clean) return clean(serverUrl);
  for (const dialect of plan.databases) {
    if (dialect === "postgres" && serverUrl === null) continue;
    await (plan.growth ? growth : onDatabase)(dialect, serverUrl, plan);
  }
  printMachine(plan);
}

const end = () => {
  endAll();
  endProducts();
};
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => end() ?? process.exit(1));
await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
end();
