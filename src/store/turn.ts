import { dialectOf, type Tx } from "./db.js";

/** The number of the advisory lock of those who keep records. */
const KEEPING = 1_764_000_001;

/**
 * Waits until nobody else keeps records, until the end of the transaction. For writes that look first and then decide
 * (a free key, no circle of parents, a list made equal): on SQLite every write has its turn anyway.
 */
export async function takeTurn(tx: Tx): Promise<void> {
  if (dialectOf(tx) === "postgres") await tx.query(`SELECT pg_advisory_xact_lock(${KEEPING})`);
}
