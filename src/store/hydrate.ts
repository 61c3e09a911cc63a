import type { EntityManager, ObjectLiteral } from "typeorm";
import type { Statement } from "./statements.js";

/**
 * The rows `r` of an entity's table for which the condition holds; `rest` orders, limits or locks them. User input
 * comes in through the statement's `bind` alone.
 */
export async function selectRows<E extends object>(
  manager: EntityManager,
  entity: new () => E,
  statement: Statement,
  condition: string,
  rest = "ORDER BY r.id",
): Promise<E[]> {
  const { tableName } = manager.connection.getMetadata(entity);
  const sql = `SELECT r.* FROM ${tableName} r WHERE ${condition} ${rest}`;
  return hydrate(manager, entity, await manager.query(sql, statement.values));
}

/**
 * The entities of rows as a hand-written `SELECT r.*` gives them:
 * what the query builder does, at a fraction of its cost.
 */
export function hydrate<E extends object>(
  manager: EntityManager,
  entity: new () => E,
  rows: readonly Record<string, unknown>[],
): E[] {
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
