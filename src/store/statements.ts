import type { EntityManager, Logger } from "typeorm";
import { badInput } from "../base/errors.js";
import { type Dialect, dialectOf } from "./db.js";

/** Values of one hand-written statement, with the placeholder that each database wants. */
export class Statement {
  readonly values: unknown[] = [];

  constructor(readonly dialect: Dialect) {}

  /** Takes a value and returns its placeholder. User input reaches SQL in no other way. Throws BAD_INPUT on a NUL. */
  bind(value: unknown): string {
    // PostgreSQL has no text with one, and SQLite takes it for the end.
    if (typeof value === "string" && value.includes("\0")) throw badInput("A text holds a NUL character.");
    this.values.push(value);
    return `${this.dialect === "sqlite" ? "?" : "$"}${this.values.length}`;
  }

  /** `(?1, ?2, …)`, for a list that is never empty. */
  list(values: readonly unknown[]): string {
    return `(${values.map((value) => this.bind(value)).join(", ")})`;
  }

  /** `expression IN (…)`; an empty list holds nothing, also under NOT. */
  isIn(expression: string, values: readonly unknown[]): string {
    return values.length === 0 ? "1 = 0" : `${expression} IN ${this.list(values)}`;
  }
}

/** What `on.query` does, for a statement that binds its values while it is written. */
export function ask<Row>(on: EntityManager, write: (to: Statement) => string): Promise<Row[]> {
  const to = new Statement(dialectOf(on));
  return on.query(write(to), to.values);
}

/** Passes every statement to one listener. */
export class StatementLogger implements Logger {
  constructor(private readonly listener: (sql: string) => void) {}

  logQuery(query: string): void {
    this.listener(query);
  }

  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}
