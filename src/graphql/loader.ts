import DataLoader from "dataloader";
import { type EntityManager, In, type ObjectLiteral } from "typeorm";
import type { Db } from "../store/db.js";
import { Statement } from "../store/statements.js";
import type { Identity } from "./identity.js";
import { scopeOf } from "./scope.js";

export type Entity<E> = new () => E;

/** Batches and remembers look-ups for one operation: one statement per kind of look-up and level of the query. */
export class Loaders {
  private readonly batches = new Map<string, DataLoader<unknown, unknown>>();

  constructor(
    private readonly db: Db,
    private readonly who: Identity,
  ) {}

  /** The row with this id, or null: also for one that the caller may not see. */
  one<E extends { id: number }>(entity: Entity<E>, id: number | null | undefined): Promise<E | null> {
    if (id == null) return Promise.resolve(null);
    return this.by(entity, "id" as keyof E & string, id);
  }

  /** The row whose unique column has this value, or null. */
  by<E extends { id: number }>(entity: Entity<E>, column: keyof E & string, value: unknown): Promise<E | null> {
    return this.batch(`${entity.name} by ${column}`, value, async (values: readonly unknown[]) => {
      const rows = new Map((await this.find(entity, column, values)).map((row) => [row[column] as unknown, row]));
      return values.map((each) => rows.get(each) ?? null);
    });
  }

  /** The rows whose column has this value, in the order of their ids. */
  many<E extends { id: number }>(entity: Entity<E>, column: keyof E & string, value: unknown): Promise<E[]> {
    return this.batch(`${entity.name} many ${column}`, value, async (values: readonly unknown[]) => {
      const rows = new Map<unknown, E[]>();
      for (const row of await this.find(entity, column, values)) {
        const key: unknown = row[column];
        rows.set(key, [...(rows.get(key) ?? []), row]);
      }
      return values.map((each) => rows.get(each) ?? []);
    });
  }

  /** Every row of a small table. */
  all<E extends { id: number }>(entity: Entity<E>): Promise<E[]> {
    return this.batch(`${entity.name} all`, "", async () => [
      await this.manager.find(entity as Entity<E & ObjectLiteral>),
    ]);
  }

  /** Any other batched look-up: `name` must say all that the answer depends on besides the key. */
  batch<K, V>(name: string, key: K, load: (keys: readonly K[]) => Promise<V[]>): Promise<V> {
    let loader = this.batches.get(name) as DataLoader<K, V> | undefined;
    if (loader === undefined) {
      loader = new DataLoader<K, V>(load, { maxBatchSize: 1_000 });
      this.batches.set(name, loader as DataLoader<unknown, unknown>);
    }
    return loader.load(key);
  }

  private get manager(): EntityManager {
    return this.db.read;
  }

  private async find<E extends { id: number }>(
    entity: Entity<E>,
    column: keyof E & string,
    values: readonly unknown[],
  ): Promise<E[]> {
    const rows = await this.manager.find(entity as Entity<E & ObjectLiteral>, {
      where: { [column]: In([...values]) } as never,
      order: { id: "ASC" } as never,
    });
    return this.visible(entity, rows);
  }

  private async visible<E extends { id: number }>(entity: Entity<E>, rows: E[]): Promise<E[]> {
    const statement = new Statement(this.db.dialect);
    const scope = scopeOf(entity, this.who, "r", statement);
    if (scope === null || rows.length === 0) return rows;
    const { tableName } = this.manager.connection.getMetadata(entity);
    const ids = statement.list(rows.map((row) => row.id));
    const sql = `SELECT r.id FROM ${tableName} r WHERE r.id IN ${ids} AND (${scope})`;
    const seen = new Set((await this.manager.query(sql, statement.values)).map((row: { id: number }) => row.id));
    return rows.filter((row) => seen.has(row.id));
  }
}
