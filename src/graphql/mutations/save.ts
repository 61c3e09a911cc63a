import type { ObjectLiteral } from "typeorm";
import type { z } from "zod";
import { notFound } from "../../base/errors.js";
import { hiddenWord } from "../../base/hidden-word.js";
import { given, parseRecord } from "../../base/record.js";
import { slug } from "../../base/text.js";
import type { Tx } from "../../store/db.js";
import { takeTurn } from "../../store/turn.js";
import type { Entity } from "../loader.js";
import { readId } from "../node.js";
import { maySee } from "../scope.js";
import { Visibility } from "../visibility.js";

interface Named extends ObjectLiteral {
  id: number;
  key: string | null;
}

/**
 * A record for a new row, in which null is the same as left out:
 * checked, with a free key made from its name where it brings none, which of a hidden one nobody guesses.
 */
export async function newRecord<S extends z.ZodObject>(
  tx: Tx,
  entity: Entity<Named>,
  schema: S,
  fields: Record<string, unknown>,
  name: string,
): Promise<z.infer<S>> {
  await takeTurn(tx);
  const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
  const wanted = slug(name).slice(0, 70).replace(/-$/, "") || entity.name.toLowerCase();
  said.key ??=
    said.visibility === Visibility.PARTIES
      ? `${wanted}-${hiddenWord()}`
      : await firstFree(tx, entity, "key", wanted, "-");
  return parseRecord(schema, said) as z.infer<S>;
}

/** The fields that an update gives: null empties a field where it may be empty, and is refused elsewhere. */
export function changedRecord<S extends z.ZodObject>(schema: S, fields: object): Partial<z.infer<S>> {
  return parseRecord(schema.partial() as never, given(fields));
}

/** A list in other words; null and "not said" stay what they are. */
export function eachOf<A, B>(list: readonly A[] | null | undefined, word: (each: A) => B): B[] | null | undefined {
  return list == null ? list : list.map(word);
}

/** What a mutation's input says of the record itself. */
export function fieldsOf<I extends { id?: string; requestId?: string | null }>(input: I): Omit<I, "id" | "requestId"> {
  const { id: _id, requestId: _requestId, ...fields } = input;
  return fields;
}

/** The row that an update names. Throws NOT_FOUND, also for one that the caller may not see. */
export async function existing<E extends { id: number }>(tx: Tx, entity: Entity<E>, id: string): Promise<E> {
  await takeTurn(tx);
  const row = await tx.findOne(entity as Entity<E & ObjectLiteral>, {
    where: { id: readId(id, entity.name) } as never,
  });
  if (row === null || !(await maySee(tx, entity, row.id))) throw notFound(entity.name.toLowerCase());
  return row;
}

/** The value for a unique column, with a number where it is taken. */
export async function firstFree<E extends ObjectLiteral>(
  tx: Tx,
  entity: Entity<E>,
  column: keyof E & string,
  wanted: string,
  joint = "",
): Promise<string> {
  for (let number = 1; ; number++) {
    const value = number === 1 ? wanted : `${wanted}${joint}${number}`;
    if (!(await tx.exists(entity, { where: { [column]: value } as never }))) return value;
  }
}
