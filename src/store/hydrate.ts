import type { EntityManager, ObjectLiteral } from "typeorm";

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
