import { randomInt } from "node:crypto";
import type { Tx } from "./db.js";
import { ask } from "./statements.js";

/** Ids have nine digits at most. */
const BEYOND = 1_000_000_000;

/**
 * An id for a row that not everybody may see. Ids of the others go on one by one, so a number taken from among them
 * would leave a gap that tells of it: these are below zero, and drawn.
 */
export async function hiddenId(tx: Tx, table: string): Promise<number> {
  for (;;) {
    const id = -randomInt(1, BEYOND);
    const taken = await ask(tx, (to) => `SELECT 1 FROM ${table} WHERE id = ${to.bind(id)}`);
    if (taken.length === 0) return id;
  }
}
