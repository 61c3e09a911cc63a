import { linkAfter } from "../base/chain.js";
import { dialectOf, type Tx } from "../store/db.js";
import { Statement } from "../store/statements.js";

/** The name under which the head of history and of the chain is kept. */
export const HEAD = "status_change";

/** Where the log and the chain end. */
export interface Head {
  position: number;
  link: number;
  hash: string;
}

/** A row by its columns. */
export type Columns = Record<string, unknown>;

/** What a transaction knows of the head: while it holds the lock, nobody else moves it. */
const heads = new WeakMap<Tx, Head>();

/**
 * Takes the head's lock until the commit, and with it so many new ids of a table, if they are wanted: both in one
 * statement, for everybody who writes waits for it. It must be the last lock that a transaction takes.
 */
export async function takeHead(tx: Tx, table = HEAD, count = 0): Promise<Head & { ids: number[] }> {
  const [row] = await tx.query(TAKE[dialectOf(tx)](table, count));
  const head = { position: Number(row.position), link: Number(row.link), hash: row.hash as string };
  heads.set(tx, head);
  const last = Number(row.last ?? 0);
  return Object.assign(head, { ids: row.ids?.map(Number) ?? Array.from({ length: count }, (_, i) => last + 1 + i) });
}

/** PostgreSQL: what is read under the lock is fresh, and ids are given after it. SQLite: a write has its turn anyway. */
const TAKE = {
  postgres: (table: string, count: number) => `WITH head AS (
      SELECT position, link, hash FROM log_head WHERE name = '${HEAD}' FOR NO KEY UPDATE)
    SELECT h.*, ARRAY(SELECT nextval(pg_get_serial_sequence('${table}', 'id')) FROM generate_series(1, ${count})) AS ids
      FROM head h`,
  sqlite: (table: string) => `SELECT position, link, hash,
    (SELECT seq FROM sqlite_sequence WHERE name = '${table}') AS last FROM log_head WHERE name = '${HEAD}'`,
};

/** The head that this transaction has taken already, or takes now. */
export async function takenHead(tx: Tx): Promise<Head> {
  return heads.get(tx) ?? takeHead(tx);
}

/** Rows of one statement. */
const PAGE = 500;

/** Ties new rows to the chain, each to the one before it, inserts them, and leaves the head behind the last one. */
export async function tie(tx: Tx, head: Head, table: string, rows: readonly Columns[]): Promise<void> {
  for (let start = 0; start < rows.length; start += PAGE) {
    const tied = rows.slice(start, start + PAGE).map((row) => {
      const linked = { ...row, link: ++head.link };
      head.hash = linkAfter(head.hash, table, linked);
      return { ...linked, hash: head.hash };
    });
    await insert(tx, head, table, tied);
  }
}

async function insert(tx: Tx, head: Head, table: string, rows: readonly Columns[]): Promise<void> {
  const dialect = dialectOf(tx);
  const names = Object.keys(rows[0] as Columns);
  const statement = new Statement(dialect);
  const move = moved(head, statement);
  const values = (to: Statement) => rows.map((row) => to.list(names.map((name) => row[name]))).join(", ");
  const into = `INSERT INTO ${table} (${names.join(", ")}) VALUES`;
  if (dialect === "postgres") {
    await tx.query(`WITH moved AS (${move}) ${into} ${values(statement)}`, statement.values);
    return;
  }
  const added = new Statement(dialect);
  await tx.query(`${into} ${values(added)}`, added.values);
  await tx.query(move, statement.values);
}

function moved({ position, link, hash }: Head, to: Statement): string {
  return `UPDATE log_head SET position = ${to.bind(position)}, link = ${to.bind(link)}, hash = ${to.bind(hash)}
    WHERE name = '${HEAD}'`;
}
