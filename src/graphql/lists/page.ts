import { createHash } from "node:crypto";
import type { LogRow } from "../../live/log/log.js";
import { Deadline } from "../../store/deadline.js";
import { ask, type Statement } from "../../store/statements.js";
import type { Context } from "../context.js";
import type { Entity } from "../loader.js";
import { scopeOf } from "../scope.js";
import type { Through } from "../view.js";
import type { Asked } from "./list.js";
import { all, keyset, sortedBy, sorting, writePlace } from "./window.js";

/** A page of nodes, as a connection shows it. */
export interface Page {
  edges: { cursor: string; node: object }[];
  nodes: object[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  count: () => Promise<number>;
}

/** The row to which the list belongs, and how. */
interface Parent {
  through: Through;
  id: number;
}

type Row = { id: number; k: string | number; parent?: number };

/** One page of a list, by keyset. All parents' lists of one level of a query share one statement. */
export async function listPage(ctx: Context, asked: Asked, parent?: Parent): Promise<Page> {
  const { entity, window } = asked;
  const name = `page ${fingerprint(asked, parent)} ${JSON.stringify(window)}`;
  const rows = await ctx.load.batch(name, parent?.id ?? 0, (parents: readonly number[]) =>
    parent === undefined ? rootRows(ctx, asked) : nestedRows(ctx, asked, parent.through, parents),
  );
  Deadline.current?.check();
  const found = await Promise.all(
    rows.slice(0, window.size).map(async (row) => ({ row, node: await ctx.load.one(entity, row.id) })),
  );
  const edges = found.flatMap(({ row, node }) =>
    node === null ? [] : [{ cursor: cursorOf(ctx, asked, row, node), node }],
  );
  if (window.backward) edges.reverse();
  const more = rows.length > window.size;
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: window.backward ? window.before !== null : more,
      hasPreviousPage: window.backward ? more : window.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    count: () => countRows(ctx, asked, parent),
  };
}

async function rootRows(ctx: Context, asked: Asked): Promise<Row[][]> {
  const { entity, order, window } = asked;
  const page = ask<Row>(ctx.db.read, (to) => {
    const conditions = [...base(ctx, asked, to), ...keyset(order, window, sortedBy(order, "r"), to)];
    return `SELECT r.id AS id, ${order.sql("r")} AS k FROM ${tableOf(ctx, entity)} r
    WHERE ${all(conditions)} ORDER BY ${sorting(order, sortedBy(order, "r"), window.backward)} LIMIT ${window.size + 1}`;
  });
  return [await page];
}

async function nestedRows(ctx: Context, asked: Asked, through: Through, parents: readonly number[]): Promise<Row[][]> {
  const { entity, order, window } = asked;
  const table = tableOf(ctx, entity);
  const rows = await ask<Row>(ctx.db.read, (to) => {
    const conditions = [...base(ctx, asked, to), ...keyset(order, window, sortedBy(order, "r"), to)];
    return `SELECT id, k, parent FROM (
      SELECT r.id AS id, ${order.sql("r")} AS k, t.parent AS parent,
        ROW_NUMBER() OVER (PARTITION BY t.parent ORDER BY ${sorting(order, sortedBy(order, "r"), window.backward)}) AS place
      FROM ${table} r JOIN (${pairs(table, through)}) t ON t.child = r.id
      WHERE t.parent IN ${to.list(parents)} AND ${all(conditions)}
    ) ranked WHERE place <= ${window.size + 1} ORDER BY parent, place`;
  });
  return parents.map((parent) => rows.filter((row) => row.parent === parent));
}

function countRows(ctx: Context, asked: Asked, parent: Parent | undefined): Promise<number> {
  const name = `count ${fingerprint(asked, parent)}`;
  return ctx.load.batch(name, parent?.id ?? 0, async (parents: readonly number[]) => {
    const table = tableOf(ctx, asked.entity);
    const rows = await ask<{ parent: number; n: number | string }>(ctx.db.read, (to) => {
      const conditions = all(base(ctx, asked, to));
      return parent === undefined
        ? `SELECT 0 AS parent, COUNT(*) AS n FROM ${table} r WHERE ${conditions}`
        : `SELECT t.parent AS parent, COUNT(*) AS n FROM ${table} r JOIN (${pairs(table, parent.through)}) t ON t.child = r.id
            WHERE t.parent IN ${to.list(parents)} AND ${conditions} GROUP BY t.parent`;
    });
    return parents.map((id) => Number(rows.find((row) => row.parent === id)?.n ?? 0));
  });
}

function base(ctx: Context, { entity, where }: Asked, statement: Statement): string[] {
  return [scopeOf(entity, ctx.who, "r"), ...where(statement, "r")];
}

function pairs(table: string, through: Through): string {
  if ("rows" in through) return through.rows;
  return `SELECT id AS child, ${through.column} AS parent FROM ${table} WHERE ${through.column} IS NOT NULL`;
}

function cursorOf(ctx: Context, { signature }: Asked, { k, id }: Row, node: object): string {
  return signature === null ? ctx.feed.log.cursors.of(node as LogRow) : writePlace(signature, [k, id]);
}

function fingerprint({ entity, order, signature, whereKey }: Asked, parent: Parent | undefined): string {
  const list = signature ?? `${entity.name} ${order.name} ${order.direction}`;
  const parts = [list, whereKey, JSON.stringify(parent?.through ?? null)];
  return createHash("sha1").update(parts.join("\0")).digest("base64url");
}

function tableOf(ctx: Context, entity: Entity<object>): string {
  return ctx.db.read.connection.getMetadata(entity).tableName;
}
