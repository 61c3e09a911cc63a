import type { Identity } from "./identity.js";

/**
 * Which rows of an entity a caller may see, as an SQL condition on the table behind `alias`; null for all.
 * An entity states it as `static scope`; pages, loaders and node look-ups ask here and nowhere else.
 */
export type Scope = (who: Identity, alias: string) => string | null;

/** The same, always a condition. */
export function scopeOf(entity: unknown, who: Identity, alias: string): string {
  const { scope } = entity as { scope?: Scope };
  return scope?.(who, alias) ?? "1 = 1";
}
