import { createHash } from "node:crypto";
import { canonical } from "../../base/chain.js";
import { StartError } from "../../base/errors.js";
import type { Db, StoreOptions, Tx } from "../db.js";
import { mustBeThere, openDb } from "../open.js";
import { ask } from "../statements.js";
import { takeTurn } from "../turn.js";
import { checkingReferencesAfter, forbidWrites, lastId, setLastId, type Table, tablesOf } from "./tables.js";

export interface Moved {
  table: string;
  rows: number;
  /** Of all rows, in the order of their primary key. */
  digest: string;
}

const PAGE = 500;
type Row = Record<string, unknown>;

/**
 * Copies a whole database into an empty one: ids, positions, marks and the epoch stay, so that every id and cursor
 * stays valid. One transaction, during which nobody else writes to either.
 * Throws StartError, and then nothing is moved.
 */
export async function moveDatabase(from: string, to: string, entities: StoreOptions["entities"]): Promise<Moved[]> {
  await mustBeThere(from);
  if (from === to) throw new StartError("A database cannot be moved to where it is.");
  const source = await openDb({ url: from, entities });
  try {
    const target = await openDb({ url: to, entities });
    try {
      return await copyAll(source, target);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

function copyAll(source: Db, target: Db): Promise<Moved[]> {
  return source.write(async (there) => {
    const tables = await tablesOf(there);
    await forbidWrites(there, tables);
    return target.write(async (here) => {
      await takeTurn(here);
      await mustBeEmpty(here, tables);
      await here.query("DELETE FROM log_head"); // the migrations' own: the history moves with its epoch
      const moved: Moved[] = [];
      await checkingReferencesAfter(here, async () => {
        for (const table of tables) moved.push(await copyTable(there, here, table));
      });
      return moved;
    });
  });
}

async function copyTable(there: Tx, here: Tx, table: Table): Promise<Moved> {
  try {
    const original = await digestOf(there, table, (rows) => insert(here, table, rows));
    await setLastId(here, table, await lastId(there, table));
    const copy = await digestOf(here, table);
    if (copy.rows === original.rows && copy.digest === original.digest) return copy;
  } catch (error) {
    throw new StartError(`Cannot move the table ${table.name}: ${(error as Error).message}. Nothing was moved.`);
  }
  throw new StartError(`The copy of the table ${table.name} is not the same as the original. Nothing was moved.`);
}

/** Reads all rows page by page, in the order of the primary key, and says what they are. */
async function digestOf(tx: Tx, table: Table, each?: (rows: Row[]) => Promise<void>): Promise<Moved> {
  const hash = createHash("sha256");
  let rows = 0;
  for (let page = await readPage(tx, table); page.length > 0; page = await readPage(tx, table, page.at(-1))) {
    for (const row of page) hash.update(`${canonical(row)}\n`);
    rows += page.length;
    await each?.(page);
  }
  return { table: table.name, rows, digest: hash.digest("hex") };
}

function readPage(tx: Tx, { name, key, columns }: Table, last?: Row): Promise<Row[]> {
  return ask(tx, (to) => {
    const after = last === undefined ? "" : `WHERE (${key.join(", ")}) > ${to.list(key.map((column) => last[column]))}`;
    return `SELECT ${columns.join(", ")} FROM ${name} ${after} ORDER BY ${key.join(", ")} LIMIT ${PAGE}`;
  });
}

async function insert(tx: Tx, { name, columns }: Table, rows: Row[]): Promise<void> {
  await ask(tx, (to) => {
    const lists = rows.map((row) => to.list(columns.map((column) => row[column])));
    return `INSERT INTO ${name} (${columns.join(", ")}) VALUES ${lists.join(", ")}`;
  });
}

async function mustBeEmpty(tx: Tx, tables: Table[]): Promise<void> {
  for (const { name } of tables) {
    const [held] = await tx.query(`SELECT 1 FROM ${name} ${name === "log_head" ? "WHERE position > 0" : ""} LIMIT 1`);
    if (held !== undefined) {
      throw new StartError(`The database to move to is not empty (${name}): move into a new one.`);
    }
  }
}
