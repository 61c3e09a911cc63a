import { type EntityManager, In, type ObjectLiteral } from "typeorm";
import { badInput, type Refusal } from "../base/errors.js";
import { wrong } from "../base/record.js";
import type { Context } from "./context.js";
import type { Entity } from "./loader.js";
import { readId, tryReadId } from "./node.js";
import { mayName } from "./scope.js";
import type { Found } from "./view.js";

interface Keyed extends ObjectLiteral {
  id: number;
  key: string | null;
}

/** The id of the row that a reference (key or id) names. Throws BAD_INPUT, with the path, if there is none to be named. */
export async function refer<E extends Keyed>(
  tx: EntityManager,
  entity: Entity<E>,
  reference: string,
  path: PropertyKey[],
): Promise<number> {
  const where = byReference(entity, reference);
  const row = await tx.findOne(entity, { where: where as never, select: { id: true } as never });
  if (row === null || !(await mayName(tx, entity, row.id))) throw unknown(entity, reference, path);
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

/** The same for a list that may be absent. */
export async function referAll<E extends Keyed>(
  tx: EntityManager,
  entity: Entity<E>,
  references: readonly string[] | undefined,
  path: PropertyKey[],
): Promise<number[] | undefined> {
  if (references === undefined) return undefined;
  const ids: number[] = [];
  for (const [index, reference] of references.entries()) {
    ids.push(await refer(tx, entity, reference, [...path, index]));
  }
  return [...new Set(ids)];
}

/** What a record says of its parent. Throws BAD_INPUT where the row would be part of itself. */
export async function referParent<E extends Keyed & { parentId: number | null }>(
  tx: EntityManager,
  entity: Entity<E>,
  parent: string | null | undefined,
  existing: E | null,
): Promise<number | null | undefined> {
  const parentId = await referIf(tx, entity, parent, ["parent"]);
  let above = parentId;
  while (above != null) {
    if (above === existing?.id) throw wrong(["parent"], "it cannot be part of itself.");
    above = (await tx.findOneOrFail(entity, { where: { id: above } as never })).parentId;
  }
  return parentId;
}

/** The ids of those references that name something: for asking whose a record is before the rest of it is judged. */
export async function referKnown<E extends Keyed>(
  tx: EntityManager,
  entity: Entity<E>,
  references: readonly (string | null | undefined)[],
): Promise<number[]> {
  const named: Partial<Keyed>[] = references.filter((each) => each != null).map((each) => byReference(entity, each));
  const having = (column: "id" | "key") => ({ [column]: In(named.flatMap((each) => each[column] ?? [])) });
  return (await tx.find(entity, { where: [having("id"), having("key")] as never })).map((row) => row.id);
}

/** The one row that a query names by its id or its key, or null. */
export function byIdOrKey<E extends Keyed>(
  ctx: Context,
  entity: Entity<E>,
  { id, key }: { id?: string | null; key?: string | null },
): Promise<E | null> {
  if ((id == null) === (key == null)) throw badInput("Give exactly one of id and key.");
  return id != null ? ctx.load.one(entity, readId(id, entity.name)) : ctx.load.by(entity, "key", key);
}

/** What `refer` does, for a reader: among nouns that everybody may see, batched, and asked of the database once. */
export async function lookUp<E extends Keyed>(ctx: Context, entity: Entity<E>, reference: string): Promise<number> {
  const known = ctx.knownIds.get(entity.name, reference);
  if (known !== undefined) return known;
  const [[column, value]] = Object.entries(byReference(entity, reference)) as [["id" | "key", unknown]];
  const row = await ctx.load.by(entity, column, value);
  if (row === null) throw unknown(entity, reference, []);
  ctx.knownIds.keep(entity.name, reference, row.id);
  return row.id;
}

function byReference<E extends Keyed>(entity: Entity<E>, reference: string): { id: number } | { key: string } {
  if (reference.includes("\0")) throw badInput("A reference holds a NUL character.");
  const decoded = tryReadId(reference);
  return decoded?.type === entity.name ? { id: decoded.id } : { key: reference };
}

function unknown<E>(entity: Entity<E>, reference: string, path: PropertyKey[]): Refusal {
  return wrong(path, `there is no ${entity.name.toLowerCase()} "${reference.slice(0, 80)}"`);
}

/** `lookUp` for a list that may be absent (null). */
export function lookUpAll<E extends Keyed>(
  ctx: Context,
  entity: Entity<E>,
  references: readonly string[],
): Promise<number[]>;
export function lookUpAll<E extends Keyed>(
  ctx: Context,
  entity: Entity<E>,
  references: readonly string[] | null | undefined,
): Promise<number[] | null>;
export async function lookUpAll<E extends Keyed>(
  ctx: Context,
  entity: Entity<E>,
  references: readonly string[] | null | undefined,
): Promise<number[] | null> {
  return references == null ? null : Promise.all(references.map((each) => lookUp(ctx, entity, each)));
}

/** What `byIdOrKey` finds, for the compiler. */
export function foundByIdOrKey<E extends Keyed>(entity: Entity<E>): Found {
  return {
    kind: "found",
    to: () => entity,
    by({ id, key }: { id?: string | null; key?: string | null }) {
      if ((id == null) === (key == null)) return null;
      return id != null ? { property: "id", value: readId(id, entity.name) } : { property: "key", value: key };
    },
  };
}
