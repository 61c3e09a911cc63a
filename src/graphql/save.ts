import type { ObjectLiteral } from "typeorm";
import type { z } from "zod";
import { notFound } from "../base/errors.js";
import { parseRecord } from "../base/record.js";
import { slug } from "../base/text.js";
import type { Tx } from "../store/db.js";
import type { Entity } from "./loader.js";
import { readId } from "./node.js";

interface Named extends ObjectLiteral {
  id: number;
  key: string | null;
}

/** A record for a new row: checked, with a free key made from its name where it brings none. */
export async function newRecord<S extends z.ZodObject>(
  tx: Tx,
  entity: Entity<Named>,
  schema: S,
  fields: Record<string, unknown>,
  name: string,
): Promise<z.infer<S>> {
  return parseRecord(schema, { ...fields, key: fields.key ?? (await freeKey(tx, entity, slug(name))) }) as z.infer<S>;
}

/** The fields that an update gives: null empties a field where it may be empty, and is refused elsewhere. */
export function changedRecord<S extends z.ZodObject>(schema: S, fields: object): Partial<z.infer<S>> {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return parseRecord(schema.partial() as never, given);
}

/** What a mutation's input says of the record itself. */
export function fieldsOf<I extends { id?: string; requestId?: string | null }>(input: I): Omit<I, "id" | "requestId"> {
  const { id: _id, requestId: _requestId, ...fields } = input;
  return fields;
}

/** The row that an update names. Throws NOT_FOUND. */
export async function existing<E extends { id: number }>(tx: Tx, entity: Entity<E>, id: string): Promise<E> {
  const row = await tx.findOne(entity as Entity<E & ObjectLiteral>, {
    where: { id: readId(id, entity.name) } as never,
  });
  if (row === null) throw notFound(entity.name.toLowerCase());
  return row;
}

async function freeKey(tx: Tx, entity: Entity<Named>, wanted: string): Promise<string> {
  const base = wanted.slice(0, 70).replace(/-$/, "") || entity.name.toLowerCase();
  for (let number = 1; ; number++) {
    const key = number === 1 ? base : `${base}-${number}`;
    if (!(await tx.exists(entity, { where: { key } }))) return key;
  }
}
