// What is asked, how much of it, and the figures to reach, for 5,000 screens.

/** What a screen shows of a change: about 600 bytes of JSON. */
const TOLD = `fragment Told on StatusChange { cursor from to reason at by { name role }
  commitment { id reference title status version parties { role locality { name } } sectors { name } initiative { title } } }`;

const live = (more) => `subscription Live($filter: CommitmentFilter, $after: Cursor) {
  commitmentStatusChanged(filter: $filter, after: $after) { ...Told ${more} } } ${TOLD}`;

export const LIVE = live("");
/** The same with the evidence of the change, which the slow readers' events are made heavy with. */
export const LIVE_FAT = live("evidence { title url note }");

export const LOG = `query Log($filter: CommitmentFilter, $after: Cursor, $first: Int) {
  statusChanges(filter: $filter, after: $after, first: $first) { nodes { ...Told } } } ${TOLD}`;

/** As many sockets of one address as the bench opens; all else as it is by default. */
export const LIMITS = {
  LIVE_MAX_SOCKETS: "50000",
  LIVE_MAX_SOCKETS_PER_ADDRESS: "50000",
  LIVE_MAX_WAITING_BYTES: String(1 << 20),
};

export const SECRET = "a-secret-of-the-bench-that-is-long-enough";

/** Ratios to raw ws and to plain graphql-ws, or plain figures: at the most, unless `atLeast`. */
export const GOALS = {
  cpu: { raw: [1.5, 1.1], plain: [0.15, 0.1] },
  last: { raw: [1.5, 1.1] },
  heap: { ours: [12, 8] },
  storm: { raw: [2.5, 1.5] },
  filters: { raw: [3, 2] },
  burst: { raw: [1, 4], atLeast: true },
  writers: { ours: [300, 800], atLeast: true },
};

/** The size for which the figures to reach are set. */
export const GOAL_SIZE = 5_000;

const FULL = {
  sizes: [5_000, 1_000, 10_000],
  single: { rounds: 7, events: 3, seconds: 35 },
  burst: { sizes: [5_000, 1_000], rounds: 3, events: 200, seconds: 20 },
  filters: { size: 5_000, rounds: 7, events: 6, seconds: 30 },
  storm: { size: 5_000, rounds: 3 },
  slow: { slow: 50, peers: 50, lean: 900, megabytes: 20, seconds: 25 },
  writers: { count: 8, seconds: 8 },
  seconds: 480,
};

const QUICK = {
  sizes: [1_000],
  single: { rounds: 5, events: 3, seconds: 10 },
  burst: { sizes: [1_000], rounds: 2, events: 200, seconds: 3 },
  filters: { size: 2_000, rounds: 5, events: 5, seconds: 6 },
  storm: { size: 1_000, rounds: 2 },
  slow: { slow: 10, peers: 10, lean: 180, megabytes: 20, seconds: 6 },
  writers: { count: 8, seconds: 3 },
  seconds: 75, // under 60 without PostgreSQL
};

/** What the command line asks for: `--quick`, `--only burst,storm`, `--ids uuid`. */
export function readPlan(argv) {
  const after = (name) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined);
  const only = after("--only")?.split(",");
  return {
    ...(argv.includes("--quick") ? QUICK : FULL),
    quick: argv.includes("--quick"),
    ids: after("--ids") === "uuid" ? "uuid" : "shared",
    wants: (scenario) => only === undefined || only.includes(scenario),
  };
}
