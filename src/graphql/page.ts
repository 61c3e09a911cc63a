import { createHash } from "node:crypto";
import { badInput } from "../base/errors.js";
import { decodeText, encodeText } from "../base/text.js";
import { Statement } from "../store/statements.js";
import type { Context } from "./context.js";
import type { Entity } from "./loader.js";
import type { PageArgs } from "./page-args.js";
import { scopeOf } from "./scope.js";

export interface Order {
  /** Names the order inside cursors, so that a cursor of another order is refused. */
  name: string;
  /** An expression over the table behind `r`; never NULL. */
  sql: string;
  direction: "ASC" | "DESC";
}

/** A list of rows: the root's, or with `through` and `parent` those that belong to one parent. */
export interface Listing<E> {
  entity: Entity<E>;
  order: Order;
  /** Conditions over the table behind `r`. */
  where?: (statement: Statement) => string[];
  /** Says in text what `where` depends on, so that equal lists of many parents share a statement. */
  whereKey?: string;
  /** `SELECT … AS child, … AS parent`: which rows belong to which parents. */
  through?: string;
  parent?: number;
  /** For a list with cursors of its own: the order's value to start after, and how a row's cursor is written. */
  cursors?: { start: number; write: (row: E) => string };
}

export interface Page<E> {
  edges: { cursor: string; node: E }[];
  nodes: E[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  count: () => Promise<number>;
}

interface Window {
  size: number;
  backward: boolean;
  after: Place | null;
  before: Place | null;
}

type Place = [key: string | number, id: number];
type Row = { id: number; k: string | number; parent?: number };

export const DEFAULT_SIZE = 50;
const BEYOND_EVERY_ID = 2_147_483_647;
export const MAX_SIZE = 100;

/** One page of a list, by keyset. All parents' lists of one level of a query share one statement. */
export async function listPage<E extends { id: number }>(
  ctx: Context,
  listing: Listing<E>,
  args: PageArgs,
): Promise<Page<E>> {
  const window = readWindow(listing, args);
  const name = `page ${fingerprint(listing)} ${JSON.stringify([args, window.after])}`;
  const rows = await ctx.load.batch(name, listing.parent ?? 0, (parents: readonly number[]) =>
    listing.through === undefined ? rootRows(ctx, listing, window) : nestedRows(ctx, listing, window, parents),
  );
  const found = await Promise.all(
    rows.slice(0, window.size).map(async (row) => ({ row, node: await ctx.load.one(listing.entity, row.id) })),
  );
  const edges = found.flatMap(({ row, node }) =>
    node === null ? [] : [{ cursor: writePlace(listing, row, node), node }],
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
    count: () => countRows(ctx, listing),
  };
}

async function rootRows<E>(ctx: Context, listing: Listing<E>, window: Window): Promise<Row[][]> {
  const statement = new Statement(ctx.db.dialect);
  const conditions = [...base(ctx, listing, statement), ...keyset(listing, window, statement)];
  const sql = `SELECT r.id AS id, ${listing.order.sql} AS k FROM ${tableOf(ctx, listing)} r
    WHERE ${all(conditions)} ORDER BY ${sorting(listing, window)} LIMIT ${window.size + 1}`;
  return [await ctx.db.read.query(sql, statement.values)];
}

async function nestedRows<E>(
  ctx: Context,
  listing: Listing<E>,
  window: Window,
  parents: readonly number[],
): Promise<Row[][]> {
  const statement = new Statement(ctx.db.dialect);
  const conditions = [...base(ctx, listing, statement), ...keyset(listing, window, statement)];
  const sql = `SELECT id, k, parent FROM (
      SELECT r.id AS id, ${listing.order.sql} AS k, t.parent AS parent,
        ROW_NUMBER() OVER (PARTITION BY t.parent ORDER BY ${sorting(listing, window)}) AS place
      FROM ${tableOf(ctx, listing)} r JOIN (${listing.through}) t ON t.child = r.id
      WHERE t.parent IN ${statement.list(parents)} AND ${all(conditions)}
    ) ranked WHERE place <= ${window.size + 1} ORDER BY parent, place`;
  const rows: Row[] = await ctx.db.read.query(sql, statement.values);
  return parents.map((parent) => rows.filter((row) => row.parent === parent));
}

function countRows<E>(ctx: Context, listing: Listing<E>): Promise<number> {
  return ctx.load.batch(`count ${fingerprint(listing)}`, listing.parent ?? 0, async (parents: readonly number[]) => {
    const statement = new Statement(ctx.db.dialect);
    const conditions = all(base(ctx, listing, statement));
    const table = tableOf(ctx, listing);
    const sql =
      listing.through === undefined
        ? `SELECT 0 AS parent, COUNT(*) AS n FROM ${table} r WHERE ${conditions}`
        : `SELECT t.parent AS parent, COUNT(*) AS n FROM ${table} r JOIN (${listing.through}) t ON t.child = r.id
            WHERE t.parent IN ${statement.list(parents)} AND ${conditions} GROUP BY t.parent`;
    const rows: { parent: number; n: number | string }[] = await ctx.db.read.query(sql, statement.values);
    return parents.map((parent) => Number(rows.find((row) => row.parent === parent)?.n ?? 0));
  });
}

function base<E>(ctx: Context, listing: Listing<E>, statement: Statement): string[] {
  return [scopeOf(listing.entity, ctx.who, "r"), ...(listing.where?.(statement) ?? [])];
}

function keyset<E>({ order }: Listing<E>, window: Window, statement: Statement): string[] {
  const ascending = order.direction === "ASC";
  const beyond = (place: Place | null, sign: string) =>
    place === null ? [] : [`(${order.sql}, r.id) ${sign} (${statement.bind(place[0])}, ${statement.bind(place[1])})`];
  return [...beyond(window.after, ascending ? ">" : "<"), ...beyond(window.before, ascending ? "<" : ">")];
}

function sorting<E>({ order }: Listing<E>, { backward }: Window): string {
  const direction = (order.direction === "ASC") === backward ? "DESC" : "ASC";
  return `${order.sql} ${direction}, r.id ${direction}`;
}

function readWindow<E>(listing: Listing<E>, args: PageArgs): Window {
  const { first, last, after, before } = args;
  if (first != null && last != null) throw badInput("Give first or last, not both.");
  const size = first ?? last ?? DEFAULT_SIZE;
  if (size < 1 || size > MAX_SIZE) throw badInput(`first and last are between 1 and ${MAX_SIZE}.`);
  return { size, backward: last != null, after: start(listing, after), before: readPlace(listing, before) };
}

function writePlace<E>(listing: Listing<E>, row: Row, node: E): string {
  if (listing.cursors !== undefined) return listing.cursors.write(node);
  return encodeText(JSON.stringify([signature(listing), row.k, row.id]));
}

function start<E>(listing: Listing<E>, after: string | null | undefined): Place | null {
  if (listing.cursors === undefined) return readPlace(listing, after);
  return listing.cursors.start === 0 ? null : [listing.cursors.start, BEYOND_EVERY_ID];
}

function readPlace<E>(listing: Listing<E>, cursor: string | null | undefined): Place | null {
  if (cursor == null) return null;
  try {
    const [owner, key, id] = JSON.parse(decodeText(cursor) ?? "");
    const sound = typeof key === (listing.order.sql === "r.id" ? "number" : "string") && Number.isSafeInteger(id);
    if (owner === signature(listing) && sound) return [key, id];
  } catch {
    // not even JSON: refused below like every other foreign cursor
  }
  throw badInput("This is not a cursor of this list in this order.");
}

/** Ties a cursor to its list: the same noun in the same order. */
function signature<E>({ entity, order }: Listing<E>): string {
  return `${entity.name} ${order.name} ${order.direction}`;
}

function fingerprint<E>(listing: Listing<E>): string {
  const parts = [signature(listing), listing.whereKey ?? "", listing.through ?? ""];
  return createHash("sha1").update(parts.join("\0")).digest("base64url");
}

function tableOf<E>(ctx: Context, { entity }: Listing<E>): string {
  return ctx.db.read.connection.getMetadata(entity).tableName;
}

const all = (conditions: string[]) => conditions.map((each) => `(${each})`).join(" AND ");
