import type { ClassType } from "type-graphql";
import type { Statement } from "../../store/statements.js";
import type { Context } from "../context.js";
import type { Entity } from "../loader.js";
import { Direction, type PageArgs } from "./page-args.js";
import { type Order, readPlace, readSize, type Window } from "./window.js";

/** Conditions over the row behind an alias. */
export type Where = (statement: Statement, row: string) => string[];

/** Rows of another table that lead to those of a list in its order, by an index. */
export interface Lead {
  table: string;
  /** The column that names the list's row, and what the list is ordered by. */
  child: string;
  key: string;
  /** Conditions on the leading row. */
  where: Where;
  /** What is left to ask of the list's row. */
  rest: Where;
}

/** A list as it is asked for: read, checked, and the same for the loaders and the compiler. */
export interface Asked {
  entity: Entity<{ id: number }>;
  order: Order;
  where: Where;
  /** Says in text what `where` depends on, so that equal lists of many parents share a statement. */
  whereKey: string;
  window: Window;
  /** A shorter way to the same rows. */
  lead: Lead | null;
  /** Ties a cursor to its list: the same noun in the same order. Null for the log, whose cursors are its own. */
  signature: string | null;
}

/** What can be listed, at the root and below other nouns. */
export interface List {
  /** Throws BAD_INPUT on what cannot be asked. */
  ask(ctx: Context, args: never): Promise<Asked>;
}

export interface ListArgs<F> extends PageArgs {
  filter?: F | null;
  orderBy?: { field: string; direction?: Direction | null } | null;
}

interface Nouns<F> {
  entity: Entity<{ id: number }>;
  connection: ClassType;
  filter: ClassType<F & object>;
  orderBy: ClassType;
  /** By the enum's value, an expression over the row behind an alias; never NULL. */
  orders: Record<string, Order["sql"]>;
  usually: { field: string; direction: Direction; description: string };
  /** Reads a filter once: its keys become ids, its texts words. Throws BAD_INPUT. */
  where(ctx: Context, filter: F): Promise<Where>;
  /** A shorter way to the same rows, where there is one. */
  lead?(ctx: Context, filter: F, order: Order): Promise<Lead | null>;
}

export const NO_WHERE: Where = () => [];

/** A list of a noun: filtered, ordered, a page at a time. */
export class NounList<F> implements List {
  constructor(readonly nouns: Nouns<F>) {}

  async ask(ctx: Context, { filter, orderBy, ...page }: ListArgs<F>): Promise<Asked> {
    const { entity, orders, usually, where, lead } = this.nouns;
    const { field, direction } = orderBy ?? usually;
    const order = { name: field, sql: orders[field] as Order["sql"], direction: direction ?? Direction.ASC };
    const signature = `${entity.name} ${order.name} ${order.direction}`;
    const numeric = order.sql("r") === "r.id";
    const window: Window = {
      ...readSize(page),
      after: readPlace(signature, numeric, page.after),
      before: readPlace(signature, numeric, page.before),
    };
    return {
      ...{ entity, order, window, signature },
      where: filter == null ? NO_WHERE : await where(ctx, filter),
      whereKey: JSON.stringify(filter ?? null),
      lead: filter == null || lead === undefined ? null : await lead(ctx, filter, order),
    };
  }
}
