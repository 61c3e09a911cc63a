import { type EntityTarget, type FindOptionsWhere, In, type ObjectLiteral } from "typeorm";
import { badInput } from "../base/errors.js";
import type { Tx } from "./db.js";

export type Outcome = "created" | "updated" | "unchanged";

export interface Saved<E> {
  row: E;
  outcome: Outcome;
}

/** Inserts a row, or updates `existing` where a given value differs. Values left undefined are left alone. */
export async function saveRow<E extends ObjectLiteral>(
  tx: Tx,
  entity: EntityTarget<E>,
  existing: E | null,
  values: Partial<E>,
): Promise<Saved<E>> {
  if (existing === null) {
    return { row: await insertOrUpdate(tx, tx.create(entity, values as E)), outcome: "created" };
  }
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const changed = given.some(([name, value]) => !same(existing[name], value));
  if (!changed) return { row: existing, outcome: "unchanged" };
  Object.assign(existing, Object.fromEntries(given));
  return { row: await insertOrUpdate(tx, existing), outcome: "updated" };
}

/** A value that must be unique and is taken is the sender's mistake, not ours. */
async function insertOrUpdate<E extends ObjectLiteral>(tx: Tx, row: E): Promise<E> {
  try {
    return await tx.save(row, { transaction: false });
  } catch (error) {
    const { code, message, detail } = error as { code?: string; message: string; detail?: string };
    const taken =
      /UNIQUE constraint failed: \w+\.(\w+)/.exec(message)?.[1] ?? (code === "23505" ? (detail ?? "a key") : undefined);
    if (taken === undefined) throw error;
    throw badInput(`${taken}: this value is taken by another record.`);
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
  if (added.length > 0) await tx.insert(entity, added.map((row) => ({ ...row, ...owner })) as never);
  return gone.length + added.length > 0;
}

function same(stored: unknown, given: unknown): boolean {
  return JSON.stringify(stored ?? null) === JSON.stringify(given ?? null);
}

/** The outcome of a row together with its parts: a change in a part is a change of the whole. */
export function withParts<E>(saved: Saved<E>, partsChanged: boolean[]): Saved<E> {
  return saved.outcome === "unchanged" && partsChanged.includes(true) ? { ...saved, outcome: "updated" } : saved;
}
