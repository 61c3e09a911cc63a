import { badInput } from "../../base/errors.js";
import { decodeText, encodeText } from "../../base/text.js";
import type { Statement } from "../../store/statements.js";
import type { Direction, PageArgs } from "./page-args.js";

export interface Order {
  /** Names the order inside cursors, so that a cursor of another order is refused. */
  name: string;
  /** An expression over the row behind an alias; never NULL. */
  sql(row: string): string;
  direction: Direction;
}

/** Where a row stands in an order, with its id as tie-break. */
export type Place = [key: string | number, id: number];

/** The piece of a list that is asked for. */
export interface Window {
  size: number;
  backward: boolean;
  after: Place | null;
  before: Place | null;
}

export const DEFAULT_SIZE = 50;
export const MAX_SIZE = 100;
/** After every row with the same key. */
export const LAST_ID = 2_147_483_647;

/** Throws BAD_INPUT on sizes out of bounds. */
export function readSize({ first, last }: PageArgs): Pick<Window, "size" | "backward"> {
  if (first != null && last != null) throw badInput("Give first or last, not both.");
  const size = first ?? last ?? DEFAULT_SIZE;
  if (size < 1 || size > MAX_SIZE) throw badInput(`first and last are between 1 and ${MAX_SIZE}.`);
  return { size, backward: last != null };
}

export function writePlace(signature: string, [key, id]: Place): string {
  return encodeText(JSON.stringify([signature, key, id]));
}

const isId = (value: unknown) => Number.isSafeInteger(value) && Math.abs(value as number) <= LAST_ID;

/** Throws BAD_INPUT on a cursor that is mangled, or of another list or order. */
export function readPlace(signature: string, numeric: boolean, cursor: string | null | undefined): Place | null {
  if (cursor == null) return null;
  try {
    const [owner, key, id] = JSON.parse(decodeText(cursor) ?? "");
    const isKey = numeric ? isId(key) : typeof key === "string" && !key.includes("\0");
    if (owner === signature && isKey && isId(id)) return [key, id];
  } catch {
    // not even JSON: refused below like every other foreign cursor
  }
  throw badInput("This is not a cursor of this list in this order.");
}

/** Where SQL finds the place of a row. */
interface Sorted {
  key: string;
  id: string;
}

export const sortedBy = (order: Order, row: string): Sorted => ({ key: order.sql(row), id: `${row}.id` });

/** The conditions that keep a row within the window. */
export function keyset({ direction }: Order, window: Window, { key, id }: Sorted, statement: Statement): string[] {
  const ascending = direction === "ASC";
  const beyond = (place: Place | null, sign: string) =>
    place === null ? [] : [`(${key}, ${id}) ${sign} (${statement.bind(place[0])}, ${statement.bind(place[1])})`];
  return [...beyond(window.after, ascending ? ">" : "<"), ...beyond(window.before, ascending ? "<" : ">")];
}

/** The order of the list, or with `reversed` from its end. */
export function sorting(order: Order, { key, id }: Sorted, reversed: boolean): string {
  const direction = (order.direction === "ASC") === reversed ? "DESC" : "ASC";
  return `${key} ${direction}, ${id} ${direction}`;
}

export const all = (conditions: string[]): string => conditions.map((each) => `(${each})`).join(" AND ") || "1 = 1";
