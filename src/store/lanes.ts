/**
 * Ways to read that do not wait for each other: what the register reads for all (the tail, what was revoked, whether
 * it is ready), what events are told by, and what is asked by anybody, who may ask for what takes long.
 */
const LANES = ["ours", "events", "operations"] as const;
export type Lane = (typeof LANES)[number];

/** One of what there is on each way. */
export type Lanes<T> = Record<Lane, T>;

export async function onEachLane<T>(make: (lane: Lane) => T | Promise<T>): Promise<Lanes<T>> {
  const made = await Promise.all(LANES.map(async (lane) => [lane, await make(lane)]));
  return Object.fromEntries(made);
}
