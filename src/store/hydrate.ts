import type { EntityManager, ObjectLiteral } from "typeorm";
import { dialectOf, type Tx } from "./db.js";
import { ask, type Statement } from "./statements.js";

/** A row by the columns of its table. */
type Columns = Record<string, unknown>;

/**
 * The rows `r` of an entity's table for which the condition holds; `rest` orders, limits or locks them. User input
 * comes in through `to.bind` alone.
 */
export async function selectRows<E extends object>(
  manager: EntityManager,
  entity: new () => E,
  condition: (to: Statement) => string,
  rest = "ORDER BY r.id",
): Promise<E[]> {
  const { tableName } = manager.connection.getMetadata(entity);
  const rows = ask<Columns>(manager, (to) => `SELECT r.* FROM ${tableName} r WHERE ${condition(to)} ${rest}`);
  return hydrate(manager, entity, await rows);
}

/** Locked until the transaction ends: on SQLite every write has its turn. Rows that refer to it may be written meanwhile. */
export async function lockRow<E extends object>(tx: Tx, entity: new () => E, column: keyof E & string, value: unknown) {
  const lock = dialectOf(tx) === "postgres" ? "FOR NO KEY UPDATE" : "";
  const [row] = await selectRows(tx, entity, (to) => `r.${column} = ${to.bind(value)}`, lock);
  return row;
}

/**
 * The entities of rows as a hand-written `SELECT r.*` gives them:
 * what the query builder does, at a fraction of its cost.
 */
export function hydrate<E extends object>(manager: EntityManager, entity: new () => E, rows: readonly Columns[]): E[] {
  const { columns } = manager.connection.getMetadata(entity);
  return rows.map((row) => {
    const made = new entity() as ObjectLiteral;
    for (const { propertyName, databaseName, transformer } of columns) {
      const stored = row[databaseName];
      made[propertyName] = transformer && !Array.isArray(transformer) ? transformer.from(stored) : stored;
    }
    return made as E;
  });
}
