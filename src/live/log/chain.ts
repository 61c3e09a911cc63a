import { linkAfter } from "../../base/chain.js";
import { dialectOf, type Tx } from "../../store/db.js";
import { beforeCommit } from "../../store/ending.js";
import { ask, type Statement } from "../../store/statements.js";

/** The name under which the head of history and of the chain is kept. */
export const HEAD = "status_change";

/** Where the log and the chain end. */
interface ChainHead {
  position: number;
  link: number;
  hash: string;
}

/** A row by its columns. */
type Columns = Record<string, unknown>;

interface Tied {
  table: string;
  row: Columns;
}

/** What a transaction holds of the chain: the head, which nobody else moves meanwhile, and what is not inserted yet. */
export interface End extends ChainHead {
  rows: Tied[];
}

const ends = new WeakMap<Tx, End>();

/**
 * Takes the head's lock until the commit, and new ids of a table: in one statement, for everybody who writes waits for
 * this. It must be the last lock that a transaction takes.
 */
export async function takeEnd(tx: Tx, table = HEAD, count = 0): Promise<{ end: End; ids: number[] }> {
  await insertTied(tx);
  const [row] = await tx.query(TAKE[dialectOf(tx)](table, count));
  const end = { position: Number(row.position), link: Number(row.link), hash: row.hash as string, rows: [] };
  ends.set(tx, end);
  beforeCommit(tx, () => insertTied(tx));
  const last = Number(row.last ?? 0);
  return { end, ids: row.ids?.map(Number) ?? Array.from({ length: count }, (_, index) => last + 1 + index) };
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

/** The end that this transaction has taken already, or takes now. */
export async function endOf(tx: Tx): Promise<End> {
  return ends.get(tx) ?? (await takeEnd(tx)).end;
}

/** Ties a new row to the one before it. It is inserted when the transaction ends, with all others. */
export function tie(end: End, table: string, columns: Columns): void {
  const row: Columns = { ...columns, link: ++end.link };
  row.hash = end.hash = linkAfter(end.hash, table, row);
  end.rows.push({ table, row });
}

/** Rows of one statement. */
const PAGE = 500;

/** Inserts what is tied and moves the head behind it: on PostgreSQL as one statement. */
async function insertTied(tx: Tx): Promise<void> {
  const end = ends.get(tx);
  while (end !== undefined && end.rows.length > 0) {
    const page = end.rows.splice(0, PAGE);
    const tables = [...new Set(page.map((each) => each.table))];
    const inserts = tables.map((table) => (to: Statement) => insertInto(table, page, to));
    await WRITE[dialectOf(tx)](tx, inserts, (to) => moveHead(end, to));
  }
}

type Part = (to: Statement) => string;

const WRITE = {
  async postgres(tx: Tx, inserts: Part[], move: Part) {
    await ask(tx, (to) => {
      const before = inserts.map((insert, index) => `t${index} AS (${insert(to)})`);
      return `WITH ${before.join(", ")} ${move(to)}`;
    });
  },
  async sqlite(tx: Tx, inserts: Part[], move: Part) {
    for (const part of [...inserts, move]) await ask(tx, part);
  },
};

function insertInto(table: string, page: readonly Tied[], to: Statement): string {
  const rows = page.filter((each) => each.table === table).map(({ row }) => row);
  const names = Object.keys(rows[0] as Columns);
  const values = rows.map((row) => to.list(names.map((name) => row[name])));
  return `INSERT INTO ${table} (${names.join(", ")}) VALUES ${values.join(", ")}`;
}

function moveHead({ position, link, hash }: ChainHead, to: Statement): string {
  return `UPDATE log_head SET position = ${to.bind(position)}, link = ${to.bind(link)}, hash = ${to.bind(hash)}
    WHERE name = '${HEAD}'`;
}
