import { type EntityTarget, type FindOptionsWhere, In, type ObjectLiteral } from "typeorm";
import { badInput } from "../base/errors.js";
import { given, wrong } from "../base/record.js";
import type { Tx } from "./db.js";

export type Outcome = "created" | "updated" | "unchanged";

export interface Saved<E> {
  row: E;
  outcome: Outcome;
}

/** Inserts a row, or updates `existing` where a given value differs. Values left undefined are left alone. */
export async function saveRow<E extends ObjectLiteral & { id: number }>(
  tx: Tx,
  entity: EntityTarget<E>,
  existing: E | null,
  values: Partial<E>,
): Promise<Saved<E>> {
  if (existing === null) {
    return { row: await insertRow(tx, entity, values), outcome: "created" };
  }
  const said = Object.entries(given(values)).filter(([name, value]) => !same(existing[name], value));
  if (said.length === 0) return { row: existing, outcome: "unchanged" };
  const changed = Object.fromEntries(said) as Partial<E>;
  // These columns alone: TypeORM's save would write back all that has changed since the row was read.
  await store(tx.update(entity, { id: existing.id } as FindOptionsWhere<E>, changed as never));
  return { row: Object.assign(existing, changed), outcome: "updated" };
}

/** Inserts a row, under the id that it brings or the next one. */
export async function insertRow<E extends ObjectLiteral>(
  tx: Tx,
  entity: EntityTarget<E>,
  values: Partial<E>,
): Promise<E> {
  const row = tx.create(entity, given(values) as E);
  // By its columns: otherwise TypeORM leaves an id out on PostgreSQL.
  const insert = tx
    .createQueryBuilder()
    .insert()
    .into(entity, Object.keys(given(values)));
  await store(insert.values(row as never).execute());
  return row;
}

/** Waits for a write. A value that must be unique and is taken is the sender's mistake, not ours. */
async function store<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const { code, message, detail = "" } = error as { code?: string; message: string; detail?: string };
    const columns =
      code === "23505" ? /\((.+?)\)=/.exec(detail)?.[1] : /UNIQUE constraint failed: (.+)/.exec(message)?.[1];
    if (columns === undefined) throw error;
    const column = /^(?:\w+\.)?(\w+)$/.exec(columns)?.[1];
    if (column === undefined) throw badInput("The same thing is recorded twice.");
    throw wrong([column], "this value is taken by another record.");
  }
}

/**
 * Makes `rows` the rows that belong to `owner`; equal ones keep their identity. True when something changed.
 * Undefined rows mean "not said": nothing is touched.
 */
export async function replaceRows<E extends { id: number }>(
  tx: Tx,
  entity: EntityTarget<E>,
  owner: Partial<E>,
  rows: Partial<E>[] | undefined,
): Promise<boolean> {
  if (rows === undefined) return false;
  const current = await tx.find(entity, { where: owner as FindOptionsWhere<E>, order: { id: "ASC" } as never });
  const fits = (row: E, wanted: Partial<E>) =>
    Object.entries(wanted).every(([name, value]) => same(row[name as keyof E], value));
  const gone = current.filter((row) => !rows.some((wanted) => fits(row, wanted)));
  const added = rows.filter((wanted) => !current.some((row) => fits(row, wanted)));
  if (gone.length > 0) await tx.delete(entity, { id: In(gone.map((row) => row.id)) } as FindOptionsWhere<E>);
  if (added.length > 0) await store(tx.insert(entity, added.map((row) => ({ ...row, ...owner })) as never));
  return gone.length + added.length > 0;
}

function same(stored: unknown, given: unknown): boolean {
  return JSON.stringify(stored ?? null) === JSON.stringify(given ?? null);
}

/** The outcome of a row together with its parts: a change in a part is a change of the whole. */
export function withParts<E>(saved: Saved<E>, partsChanged: boolean[]): Saved<E> {
  return saved.outcome === "unchanged" && partsChanged.includes(true) ? { ...saved, outcome: "updated" } : saved;
}
