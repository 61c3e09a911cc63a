import type { Pool } from "pg";
import type { Database, Statement } from "sqlite3";
import { isAway } from "./away.js";
import { cancelling } from "./postgres/cancel.js";

/** Statements that are asked again and again are prepared once: planning one costs more than running it. */
export type Ask = (sql: string, values: readonly unknown[]) => Promise<Record<string, unknown>[]>;

/** Beyond that many, the one that has not been asked for longest makes room. */
const MOST_ON_SQLITE = 200;

/** Its end does not end it for SQLite: not reset, the connection would go on reading what was true then for good. */
const EXPLAINS = /^\s*EXPLAIN\b/i;

/** On one connection of SQLite. */
export class PreparedOnSqlite {
  private readonly known = new Map<string, Statement>();
  private readonly unused: Statement[] = [];

  constructor(private readonly database: Database) {}

  async ask(sql: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> {
    const statement = this.known.get(sql) ?? (await this.prepare(sql));
    this.keep(sql, statement);
    return new Promise((resolve, reject) => {
      statement.all(values, (error: Error | null, rows: Record<string, unknown>[]) => {
        if (error) reject(error);
        else if (EXPLAINS.test(sql)) statement.reset(() => resolve(rows));
        else resolve(rows);
      });
    });
  }

  /** Takes down what has made room. Only while no statement runs: this thread would wait for it. */
  tidy(): void {
    for (const statement of this.unused.splice(0)) statement.finalize();
  }

  close(): void {
    this.tidy();
    for (const statement of this.known.values()) statement.finalize();
    this.known.clear();
  }

  private prepare(sql: string): Promise<Statement> {
    return new Promise((resolve, reject) => {
      const statement = this.database.prepare(sql, (error: Error | null) =>
        error ? reject(error) : resolve(statement),
      );
    });
  }

  private keep(sql: string, statement: Statement): void {
    const kept = this.known.get(sql);
    if (kept !== undefined && kept !== statement) this.unused.push(kept); // prepared twice at the same time
    this.known.delete(sql);
    this.known.set(sql, statement);
    if (this.known.size <= MOST_ON_SQLITE) return;
    const [[oldest, unused]] = this.known.entries() as unknown as [[string, Statement]];
    this.known.delete(oldest);
    this.unused.push(unused);
  }
}

/** A connection keeps what was prepared on it until it ends: the number of names is bounded, and ends with their hour. */
const MOST_NAMES = 500;
export const NAMES_END_AFTER_S = 3_600;

/** On the pool of PostgreSQL: a statement has a name from the second time on. */
export class PreparedOnPostgres {
  private names = new Map<string, string | undefined>();
  private since = Date.now();
  private given = 0;

  constructor(private readonly pool: Pool) {}

  async ask(text: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> {
    const client = await this.pool.connect();
    let isLost = false;
    const lose = () => {
      isLost = true;
    };
    client.on("error", lose);
    try {
      const query = () => client.query({ text, values: [...values], name: this.nameOf(text) });
      return (await cancelling(client, query)).rows;
    } catch (error) {
      isLost ||= isAway(error);
      throw error;
    } finally {
      client.off("error", lose);
      client.release(isLost);
    }
  }

  private nameOf(text: string): string | undefined {
    if (Date.now() - this.since > NAMES_END_AFTER_S * 1_000) {
      this.names = new Map();
      this.since = Date.now();
    }
    if (!this.names.has(text)) {
      if (this.names.size < MOST_NAMES) this.names.set(text, undefined);
      return undefined;
    }
    const name = this.names.get(text) ?? `often_${++this.given}`;
    this.names.set(text, name);
    return name;
  }
}
