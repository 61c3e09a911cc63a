import type { Tx } from "./db.js";

const endings = new WeakMap<Tx, () => Promise<void>>();

/** What a transaction does last, before its commit: for what others wait for, and for what is cheaper done at once. */
export function beforeCommit(tx: Tx, work: () => Promise<void>): void {
  endings.set(tx, work);
}

export async function end(tx: Tx): Promise<void> {
  await endings.get(tx)?.();
}
