// One table: what was measured, the ratios, and the figures to reach beside them.
import { availableParallelism, cpus } from "node:os";

const HEAD = ["scenario", "unit", "ours", "raw ws", "graphql-ws", "× raw", "must/aim", "× plain", "must/aim", ""];

function show(value) {
  if (value === undefined || Number.isNaN(value)) return "–";
  if (Number.isInteger(value) || value >= 100) return String(Math.round(value));
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

const pair = (goal) => (goal === undefined ? "" : goal.map((each) => String(Math.round(each * 100) / 100)).join(" / "));

/** Whether a figure reaches the aim, or what must be. */
function verdict(value, goal, { atLeast = false }) {
  const reached = (limit) => (atLeast ? value >= limit : value <= limit);
  if (reached(goal[1])) return "aim";
  return reached(goal[0]) ? "must" : "MISSED";
}

function line({ scenario, unit, ours, raw, plain, goals = {}, note }) {
  if (note !== undefined) return [scenario, "", note];
  const ratios = { raw: ours / raw, plain: ours / plain, ours };
  const verdicts = ["raw", "plain", "ours"]
    .filter((name) => goals[name])
    .map((name) => verdict(ratios[name], goals[name], goals));
  return [
    ...[scenario, unit, show(ours), show(raw), show(plain)],
    ...[show(ratios.raw), pair(goals.raw), show(ratios.plain), pair(goals.plain)],
    `${goals.ours ? `${pair(goals.ours)}: ` : ""}${verdicts.join(", ")}`,
  ];
}

export function printTable({ rows, bytes, plan }) {
  const lines = [HEAD, ...rows.map(line)];
  const whole = lines.filter((each) => each.length === HEAD.length);
  const widths = HEAD.map((_, column) => Math.max(...whole.map((each) => each[column].length)));
  const padded = lines.map((each) =>
    each.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  "),
  );
  console.log(`\n${padded.map((each) => each.trimEnd()).join("\n")}\n`);
  console.log(
    "must / aim: the figures to reach, for 5,000 screens; the last column says which is reached, × raw first. CPU is that of the server\n" +
      "process alone, from the commit on; medians of interleaved rounds; ratios below ±20 % mean nothing.",
  );
  console.log(
    `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.version}; messages of ${bytes} bytes, ` +
      `${plan.ids === "uuid" ? "ids of their own" : "one operation id"}; ${plan.quick ? "quick" : "full"} run.`,
  );
}
