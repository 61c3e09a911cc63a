import { tableOf } from "../store/columns.js";
import type { Tx } from "../store/db.js";
import { ask } from "../store/statements.js";
import type { Identity } from "./identity.js";

/**
 * Which rows of an entity a caller may see, as an SQL condition on the table behind `alias`; null for all.
 * An entity states it as `static scope`; pages, loaders and node look-ups ask here and nowhere else.
 */
export type Scope = (who: Identity, alias: string) => string | null;

/** What a mutation may name is what its caller sees, or what the entity states as `static nameable`. */
interface Scoped {
  scope?: Scope;
  nameable?: Scope;
}

type Named = Scoped & { name: string };

export const EVERY_ROW = "1 = 1";

/** The same, always a condition. */
export function scopeOf(entity: unknown, who: Identity, alias: string): string {
  return (entity as Scoped).scope?.(who, alias) ?? EVERY_ROW;
}

const writers = new WeakMap<Tx, Identity>();

/** Says in whose name a transaction writes. */
export function writeAs(who: Identity, tx: Tx): void {
  writers.set(tx, who);
}

/** Whether the caller in whose name a transaction writes may see this row; a load writes in nobody's, and sees all. */
export function maySee(tx: Tx, entity: Named, id: number): Promise<boolean> {
  return isWithin(tx, entity, id, entity.scope);
}

/** Whether the caller may name it, as something that another row points at. */
export function mayName(tx: Tx, entity: Named, id: number): Promise<boolean> {
  return isWithin(tx, entity, id, entity.nameable ?? entity.scope);
}

async function isWithin(tx: Tx, entity: Named, id: number, scope: Scope | undefined): Promise<boolean> {
  const who = writers.get(tx);
  const condition = who === undefined ? null : scope?.(who, "r");
  if (condition == null) return true;
  const table = tableOf(entity);
  const found = await ask(tx, (to) => `SELECT 1 FROM ${table} r WHERE r.id = ${to.bind(id)} AND (${condition})`);
  return found.length > 0;
}
