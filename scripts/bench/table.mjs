// The tables: what was measured, the ratios, and the figures to reach beside them.
import { availableParallelism, cpus } from "node:os";
import { quantile } from "../bench-live/figures.mjs";
import { GOALS } from "./settings.mjs";

const show = (value) => {
  if (value === undefined || Number.isNaN(value)) return "–";
  if (Number.isInteger(value) || value >= 100) return String(Math.round(value));
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
};

/** Whether a figure reaches the aim, or what must be. */
export function verdict(value, [must, aim], { atLeast = false } = {}) {
  const reached = (limit) => (atLeast ? value >= limit : value <= limit);
  return reached(aim) ? "aim" : reached(must) ? "must" : "MISSED";
}

export const geoMean = (values) => Math.exp(values.reduce((sum, each) => sum + Math.log(each), 0) / values.length);

/** Of all rounds of one side: CPU in µs a request, and the times of requests in ms. */
export function summed(rounds) {
  const latencies = rounds.flatMap((round) => round.latencies);
  const perRequest = (of) => (rounds.reduce((sum, round) => sum + round[of], 0) / latencies.length) * 1e6;
  return {
    perSecond: latencies.length / rounds.reduce((sum, round) => sum + round.seconds, 0),
    cpu: perRequest("cpu"),
    databaseCpu: perRequest("databaseCpu"),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
}

function print(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const padded = lines.map((line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  "),
  );
  console.log(`${padded.map((line) => line.trimEnd()).join("\n")}\n`);
}

const HEAD = [
  "",
  "conn.",
  "ours/s",
  "limit/s",
  "× limit",
  "µs CPU",
  "limit",
  "µs db",
  "limit",
  "p50 ms",
  "limit",
  "p99 ms",
  "limit",
];

/** What one database came to. */
export function printDatabase({ stage, rows, statements, bytes, memory, plan }) {
  console.log(`\n${stage.dialect === "sqlite" ? "SQLite" : "PostgreSQL"}, ${stage.size}`);
  const line = ({ operation, connections, ratio, ours, limit }) => [
    ...[operation, String(connections), show(ours.perSecond), show(limit.perSecond), show(ratio)],
    ...["cpu", "databaseCpu", "p50", "p99"].flatMap((each) =>
      each === "databaseCpu" && stage.dialect === "sqlite" ? ["", ""] : [show(ours[each]), show(limit[each])],
    ),
  ];
  print([
    [...HEAD, "statements", "bytes"],
    ...rows.map((row) => [...line(row), show(statements[row.operation]), show(bytes[row.operation])]),
  ]);
  for (const connections of plan.connections) {
    const ratios = rows.filter((row) => row.connections === connections).map((row) => row.ratio);
    const goal =
      connections === plan.connections.at(-1) ? `  ${goals("ratio", geoMean(ratios), { atLeast: true })}` : "";
    console.log(`× limit, geometric mean at ${connections} connections: ${show(geoMean(ratios))}${goal}`);
  }
  const most = Math.max(...Object.values(statements));
  console.log(`statements per request, at the most: ${most}  ${goals("statements", most)}`);
  console.log(`peak memory of the product: ${show(memory)} MB  ${goals("memory", memory)}`);
}

const goals = (name, value, options) =>
  `(must ${GOALS[name][0]}, aim ${GOALS[name][1]}: ${verdict(value, GOALS[name], options)})`;

export function printGrowth({ dialect, rows }) {
  console.log(
    `\n${dialect === "sqlite" ? "SQLite" : "PostgreSQL"}, one connection: 10,000 beside 1,000,000 commitments`,
  );
  const line = ({ operation, small, million, growth }) => [
    ...[
      operation,
      ...["mean", "cpu", "databaseCpu", "p50", "p99"].flatMap((each) => [show(small[each]), show(million[each])]),
    ],
    ...[show(growth), verdict(growth, GOALS.growth)],
  ];
  print([
    [
      "",
      "ms",
      "million",
      "µs CPU",
      "million",
      "µs db",
      "million",
      "p50 ms",
      "million",
      "p99 ms",
      "million",
      "growth",
      "",
    ],
    ...rows.map(line),
  ]);
}

export function printMachine(plan) {
  console.log(
    `\nCPU: of the server process, and with PostgreSQL of its sessions. Ratios are medians of interleaved rounds; below ±20 % they mean nothing.\n` +
      `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.version}, ${plan.quick ? "quick" : "full"} run, ` +
      `${plan.rounds} rounds of ${plan.seconds} s each.`,
  );
}
