import type { EntityManager, ObjectLiteral } from "typeorm";
import { badInput } from "../base/errors.js";
import type { Context } from "./context.js";
import type { Entity } from "./loader.js";
import { tryReadId } from "./node.js";

interface Keyed extends ObjectLiteral {
  id: number;
  key: string | null;
}

/** The id of the row that a reference (key or id) names. Throws BAD_INPUT, with the path, if there is none. */
export async function refer<E extends Keyed>(
  tx: EntityManager,
  entity: Entity<E>,
  reference: string,
  path: PropertyKey[],
): Promise<number> {
  const where = byReference(entity, reference);
  const row = await tx.findOne(entity, { where: where as never, select: { id: true } as never });
  if (row === null) throw unknown(entity, reference, path);
  return row.id;
}

/** The same for a reference that may be absent: undefined stays "not said", null "none". */
export function referIf<E extends Keyed>(
  tx: EntityManager,
  entity: Entity<E>,
  reference: string | null | undefined,
  path: PropertyKey[],
): Promise<number | null | undefined> {
  return reference == null ? Promise.resolve(reference) : refer(tx, entity, reference, path);
}

export async function referAll<E extends Keyed>(
  tx: EntityManager,
  entity: Entity<E>,
  references: readonly string[] | null | undefined,
  path: PropertyKey[],
): Promise<number[] | undefined> {
  if (references == null) return undefined;
  const ids: number[] = [];
  for (const [index, reference] of references.entries()) ids.push(await refer(tx, entity, reference, [...path, index]));
  return [...new Set(ids)];
}

/** What `refer` does, for a reader: batched, and only among what the caller may see. */
export async function lookUp<E extends Keyed>(ctx: Context, entity: Entity<E>, reference: string): Promise<number> {
  const [[column, value]] = Object.entries(byReference(entity, reference)) as [["id" | "key", unknown]];
  const row = await ctx.load.by(entity, column, value);
  if (row === null) throw unknown(entity, reference, []);
  return row.id;
}

function byReference<E extends Keyed>(entity: Entity<E>, reference: string): { id: number } | { key: string } {
  const decoded = tryReadId(reference);
  return decoded?.type === entity.name ? { id: decoded.id } : { key: reference };
}

function unknown<E>(entity: Entity<E>, reference: string, path: PropertyKey[]) {
  const where = path.length > 0 ? `${path.join(".")}: ` : "";
  return badInput(`${where}there is no ${entity.name.toLowerCase()} "${reference.slice(0, 80)}"`, { path });
}

/** `lookUp` for a list that may be absent (null). */
export async function lookUpAll<E extends Keyed>(
  ctx: Context,
  entity: Entity<E>,
  references: readonly string[] | null | undefined,
): Promise<number[] | null> {
  return references == null ? null : Promise.all(references.map((each) => lookUp(ctx, entity, each)));
}
