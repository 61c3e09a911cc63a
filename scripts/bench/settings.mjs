// How much data, how long, and the figures to reach.

/** Rows of the big tables; small and million are the ends of --growth. */
export const SIZES = {
  small: { commitments: 10_000, initiatives: 500, leaders: 100, meetings: 40 },
  full: { commitments: 100_000, initiatives: 5_000, leaders: 1_000, meetings: 200 },
  million: { commitments: 1_000_000, initiatives: 50_000, leaders: 10_000, meetings: 1_000 },
};

/** Status changes for each commitment, on the average. */
export const CHANGES_EACH = 4;

export const SECRET = "a-secret-of-the-bench-that-is-long-enough";

/** Connections of the limit: as many as the product reads with on PostgreSQL. */
export const READERS = 8;

/** Least ratios to the limit (geometric mean at 32 connections), most statements, most MB, most growth: must, aim. */
export const GOALS = { ratio: [0.4, 0.55], statements: [1, 1], memory: [350, 250], growth: [1.5, 1.5] };

export const OPERATIONS = ["Q1", "Q2", "Q3", "Q4", "Q5"];
const GROWING = ["Q1", "Q2", "Q5"];

const FULL = { connections: [1, 32], rounds: 4, seconds: 2, warmUp: 1 };
const QUICK = { connections: [1, 32], rounds: 2, seconds: 0.7, warmUp: 0.3 };

/** What the command line asks for. */
export function readPlan(argv) {
  const after = (name) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined);
  const growth = argv.includes("--growth");
  const known = growth ? GROWING : OPERATIONS;
  const only = after("--only")?.split(",") ?? known;
  const size = after("--size") ?? "full";
  const databases = after("--on")?.split(",") ?? ["sqlite", "postgres"];
  const unknown = only.find((each) => !known.includes(each));
  if (unknown !== undefined) throw new Error(`--only takes some of ${known.join(",")}; "${unknown}" is none of them.`);
  if (!(size in SIZES)) throw new Error(`--size is one of ${Object.keys(SIZES).join(", ")}.`);
  const quick = argv.includes("--quick");
  return { ...(quick ? QUICK : FULL), quick, growth, size, only, databases, clean: argv.includes("--clean") };
}
