import { dialectOf, type Tx } from "./db.js";

/**
 * The numbers of our advisory locks: of a process that migrates, and of those who keep records. All processes on one
 * database must take the same two, of whatever version they are; the two must differ, or whoever keeps records would
 * hold up a process that starts.
 */
export const MIGRATING = 1_764_000_000;
const KEEPING = 1_764_000_001;

/**
 * Waits until nobody else keeps records, until the end of the transaction. For writes that look first and then decide
 * (a free key, no circle of parents, a list made equal): on SQLite every write has its turn anyway.
 */
export async function takeTurn(tx: Tx): Promise<void> {
  if (dialectOf(tx) === "postgres") await tx.query(`SELECT pg_advisory_xact_lock(${KEEPING})`);
}
