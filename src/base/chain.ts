import { createHash } from "node:crypto";

type Row = Record<string, unknown>;

/** Halves of a pair of code units, as which no database keeps them. */
const HALVES = /\p{Cs}/gu;

/**
 * A row as text, the same on every database: its columns by name, numbers as text, as which PostgreSQL hands over a
 * bigint, and empty columns left out, so that a column that comes later changes no row of before.
 */
export function canonical(row: Row): string {
  const names = Object.keys(row).filter((name) => row[name] != null);
  return JSON.stringify(names.sort().map((name) => [name, String(row[name]).replace(HALVES, "\uFFFD")]));
}

/** What a row held, so that it can be compared without being told. */
export function digestOf(row: Row): string {
  return createHash("sha256").update(canonical(row)).digest("hex");
}

/** What ties a row of a table to the one before it: a digest of that one's and of all that this one holds. */
export function linkAfter(previous: string, table: string, { hash: _own, ...row }: Row): string {
  return createHash("sha256")
    .update(`${previous}\n${table}\n${canonical(row)}`)
    .digest("hex");
}
