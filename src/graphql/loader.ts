import DataLoader from "dataloader";
import type { ObjectLiteral } from "typeorm";
import type { Db } from "../store/db.js";
import { selectRows } from "../store/hydrate.js";
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
    return this.loaderBy(entity, column).load(value);
  }

  /** The rows whose column has this value, and others those of `having`, in the order of their ids. */
  many<E extends { id: number }>(
    entity: Entity<E>,
    column: keyof E & string,
    value: unknown,
    having: Record<string, unknown> = {},
  ): Promise<E[]> {
    return this.loaderOfMany(entity, column, having).load(value);
  }

  /** What `one` and `many` would read: it has been read already, and the caller may see it. */
  give(row: { id: number }): this {
    this.loaderBy(row.constructor as Entity<{ id: number }>, "id").prime(row.id, row);
    return this;
  }

  giveMany<E extends { id: number }>(entity: Entity<E>, column: keyof E & string, value: unknown, rows: E[]): this {
    this.loaderOfMany(entity, column).prime(value, rows);
    return this;
  }

  /** From now on gives this row, kept from earlier, for its id. */
  keep(row: { id: number }): void {
    this.loaderBy(row.constructor as Entity<{ id: number }>, "id")
      .clear(row.id)
      .prime(row.id, row);
  }

  /** Every row of a small table. */
  all<E extends { id: number }>(entity: Entity<E>): Promise<E[]> {
    return this.batch(`${entity.name} all`, "", async () => [
      await this.db.read.find(entity as Entity<E & ObjectLiteral>),
    ]);
  }

  /** Any other batched look-up: `name` must say all that the answer depends on besides the key. */
  batch<K, V>(name: string, key: K, load: (keys: readonly K[]) => Promise<V[]>): Promise<V> {
    return this.loader(name, load).load(key);
  }

  private loaderBy<E extends { id: number }>(entity: Entity<E>, column: keyof E & string) {
    return this.loader(`${entity.name} by ${column}`, async (values: readonly unknown[]) => {
      const rows = new Map((await this.find(entity, column, values)).map((row) => [row[column] as unknown, row]));
      return values.map((each) => rows.get(each) ?? null);
    });
  }

  private loaderOfMany<E extends { id: number }>(
    entity: Entity<E>,
    column: keyof E & string,
    having: Record<string, unknown> = {},
  ) {
    return this.loader(
      `${entity.name} many ${column} ${JSON.stringify(having)}`,
      async (values: readonly unknown[]) => {
        const rows = new Map<unknown, E[]>(values.map((each) => [each, []]));
        for (const row of await this.find(entity, column, values, having)) rows.get(row[column])?.push(row);
        return [...rows.values()];
      },
    );
  }

  private loader<K, V>(name: string, load: (keys: readonly K[]) => Promise<V[]>): DataLoader<K, V> {
    let loader = this.batches.get(name) as DataLoader<K, V> | undefined;
    if (loader === undefined) {
      loader = new DataLoader<K, V>(load, { maxBatchSize: 1_000 });
      this.batches.set(name, loader as DataLoader<unknown, unknown>);
    }
    return loader;
  }

  private async find<E extends { id: number }>(
    entity: Entity<E>,
    column: keyof E & string,
    values: readonly unknown[],
    having: Record<string, unknown> = {},
  ): Promise<E[]> {
    const { read } = this.db;
    const { columns } = read.connection.getMetadata(entity);
    const stored = (name: string) => `r.${columns.find((each) => each.propertyName === name)?.databaseName}`;
    return selectRows(read, entity, (to) => {
      const also = Object.entries(having).map(([name, value]) => ` AND ${stored(name)} = ${to.bind(value)}`);
      return `${stored(column)} IN ${to.list(values)}${also.join("")} AND (${scopeOf(entity, this.who, "r")})`;
    });
  }
}
