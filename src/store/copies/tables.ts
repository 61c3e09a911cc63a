import { dialectOf, type Tx } from "../db.js";
import { ask } from "../statements.js";

/** What a move asks of the two databases' own catalogues. */

export interface Table {
  name: string;
  /** The columns of the primary key, in its order. */
  key: string[];
  /** Those that are written; not those that a database works out itself. */
  columns: string[];
}

/** The tables of a search index on SQLite are virtual or in the shadow of one. */
const CATALOGUES = {
  sqlite: {
    tables: "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
    columns: (table: string) => `SELECT name FROM pragma_table_info(${table}) ORDER BY cid`,
    key: (table: string) => `SELECT name FROM pragma_table_info(${table}) WHERE pk > 0 ORDER BY pk`,
  },
  postgres: {
    tables: "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
    columns: (table: string) => `SELECT attname AS name FROM pg_attribute WHERE attrelid = ${table}::regclass
      AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    key: (table: string) => `SELECT a.attname AS name FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid
      WHERE i.indisprimary AND i.indrelid = ${table}::regclass AND a.attnum = ANY(i.indkey)
      ORDER BY array_position(i.indkey::smallint[], a.attnum)`,
  },
};

/** Every table of rows but the list of migrations. */
export async function tablesOf(tx: Tx): Promise<Table[]> {
  const catalogue = CATALOGUES[dialectOf(tx)];
  const names = async (sql: string) => ((await tx.query(sql)) as { name: string }[]).map((row) => row.name);
  const tables: Table[] = [];
  for (const name of (await names(catalogue.tables)).sort()) {
    if (name === "migrations") continue;
    const [key, columns] = [await names(catalogue.key(`'${name}'`)), await names(catalogue.columns(`'${name}'`))];
    tables.push({ name, key, columns });
  }
  return tables;
}

/** Lets nobody write until the transaction ends; on SQLite nobody can. */
export async function forbidWrites(tx: Tx, tables: Table[]): Promise<void> {
  if (dialectOf(tx) === "sqlite") return;
  await tx.query(`LOCK TABLE ${tables.map((table) => table.name).join(", ")} IN SHARE MODE`);
}

/** Rows may name rows that come later: references are checked when all the work is done. */
export async function checkingReferencesAfter(tx: Tx, work: () => Promise<void>): Promise<void> {
  if (dialectOf(tx) === "sqlite") {
    await tx.query("PRAGMA defer_foreign_keys = ON"); // until the commit, which checks them
    return work();
  }
  const references: { on: string; name: string }[] = await tx.query(
    `SELECT conrelid::regclass AS on, conname AS name FROM pg_constraint
      WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`,
  );
  const make = async (what: string) => {
    for (const { on, name } of references) await tx.query(`ALTER TABLE ${on} ALTER CONSTRAINT "${name}" ${what}`);
  };
  await make("DEFERRABLE INITIALLY DEFERRED");
  await work();
  await tx.query("SET CONSTRAINTS ALL IMMEDIATE");
  await make("NOT DEFERRABLE");
}

const hasIds = ({ key }: Table) => key.join() === "id";

/** The highest id that was ever given to a row of the table; it may be gone. */
export async function lastId(tx: Tx, table: Table): Promise<number> {
  if (!hasIds(table)) return 0;
  if (dialectOf(tx) === "sqlite") {
    const [sequence] = await tx.query(`SELECT seq FROM sqlite_sequence WHERE name = '${table.name}'`);
    return sequence?.seq ?? 0;
  }
  const [{ name }] = await tx.query(`SELECT pg_get_serial_sequence('${table.name}', 'id') AS name`);
  const [{ last_value, is_called }] = await tx.query(`SELECT last_value, is_called FROM ${name}`);
  return is_called ? Number(last_value) : 0;
}

/** New rows get ids after this one. */
export async function setLastId(tx: Tx, table: Table, id: number): Promise<void> {
  if (id === 0) return;
  if (dialectOf(tx) === "postgres") {
    await ask(tx, (to) => `SELECT setval(pg_get_serial_sequence('${table.name}', 'id'), ${to.bind(id)})`);
    return;
  }
  await tx.query(`DELETE FROM sqlite_sequence WHERE name = '${table.name}'`);
  await ask(tx, (to) => `INSERT INTO sqlite_sequence (name, seq) VALUES ('${table.name}', ${to.bind(id)})`);
}
