import type { EntityManager } from "typeorm";
import { linkAfter } from "../../base/chain.js";
import { HEAD } from "../../live/log/chain.js";
import type { Db } from "../../store/db.js";
import { ask } from "../../store/statements.js";
import { checkBar } from "./bar.js";
import { checkRevocations } from "./revoked.js";
import { checkCommitments } from "./standings.js";

/** A place in the chain, as it was written down elsewhere. */
export interface Anchor {
  link: number;
  hash: string;
}

export interface Verified {
  head: Anchor;
  /** How many were checked, by table. */
  rows: Record<string, number>;
}

/** Hears of each thing that is not as it was written. */
export type Tell = (problem: string) => void;

/**
 * Checks the chain through history and audit log from its beginning to its head, that it still contains the anchor, that
 * nobody has lifted the bar against changes of it, and that every commitment and revocation is what they tell of it.
 * Reads one state of the database, a page at a time.
 */
export async function verify(db: Db, tell: Tell, anchor?: Anchor): Promise<Verified> {
  const work = async (tx: EntityManager) => {
    const chain = new Chain(tx, tell);
    const head = await chain.check(anchor);
    await checkBar(tx, db.dialect, tell);
    const commitment = await checkCommitments(tx, tell);
    return { head, rows: { ...chain.rows, commitment, revocation: await checkRevocations(tx, tell) } };
  };
  // What is committed meanwhile is not seen; on SQLite that is so for every transaction.
  return db.dialect === "postgres" ? db.read.transaction("REPEATABLE READ", work) : db.read.transaction(work);
}

const PAGE = 500;
const TABLES = [HEAD, "audit_entry"];
type Row = Record<string, unknown>;

class Chain {
  readonly rows: Record<string, number> = Object.fromEntries(TABLES.map((table) => [table, 0]));

  constructor(
    private readonly tx: EntityManager,
    private readonly tell: Tell,
  ) {}

  async check(anchor?: Anchor): Promise<Anchor> {
    const { tx, tell } = this;
    const [head] = await tx.query(`SELECT position, link, hash, epoch FROM log_head WHERE name = '${HEAD}'`);
    if (head === undefined) {
      tell("log_head: the head is gone, without which the chain cannot be checked.");
      return { link: 0, hash: "" };
    }
    let end = { position: 0, link: 0, hash: head.epoch as string };
    let isMet = anchor === undefined || isAt(anchor, end);
    for await (const { table, row } of this.inOrder()) {
      this.rows[table] = (this.rows[table] as number) + 1;
      end = this.follow(end, table, row);
      if (anchor !== undefined && isAt(anchor, end)) isMet = true;
    }
    if (!isMet)
      tell(`The chain has no link ${anchor?.link} with this hash: it is another one, was cut off, or was made anew.`);
    for (const name of ["position", "link", "hash"] as const)
      if (String(head[name]) !== String(end[name]))
        tell(`log_head: its ${name} is ${head[name]}, that of the last row is ${end[name]}.`);
    for (const table of TABLES) await this.findUntied(table);
    return { link: end.link, hash: end.hash };
  }

  /** A row after the one before it; what is told of one row is not told again of those after it. */
  private follow(end: Anchor & { position: number }, table: string, row: Row): typeof end {
    const next = { position: end.position, link: Number(row.link), hash: String(row.hash) };
    const name = `${table} ${row.id} (link ${next.link})`;
    if (next.link !== end.link + 1)
      this.tell(`${name}: follows link ${end.link}; what was between is missing or moved.`);
    else if (linkAfter(end.hash, table, row) !== row.hash)
      this.tell(`${name}: is not what was written here, or does not follow the link before it.`);
    if (table === HEAD) {
      next.position = Number(row.position);
      if (next.position !== end.position + 1)
        this.tell(`${name}: has position ${next.position}, and the change before it ${end.position}.`);
    }
    return next;
  }

  /** The rows of all tables in the order of their links. */
  private async *inOrder(): AsyncGenerator<{ table: string; row: Row }> {
    const heads = TABLES.map((table) => ({ table, rows: this.byLink(table), row: null as Row | null }));
    for (const each of heads) each.row = (await each.rows.next()).value ?? null;
    for (;;) {
      const first = heads
        .filter(({ row }) => row !== null)
        .reduce<(typeof heads)[number] | null>(
          (least, each) => (least === null || Number(each.row?.link) < Number(least.row?.link) ? each : least),
          null,
        );
      if (first === null) return;
      yield { table: first.table, row: first.row as Row };
      first.row = (await first.rows.next()).value ?? null;
    }
  }

  private async *byLink(table: string): AsyncGenerator<Row, void> {
    for (let last: Row | undefined; ; ) {
      const rows: Row[] = await ask(this.tx, (to) => {
        // Whoever can put in a second row of the same link can drop the index against it, too.
        const after = last === undefined ? "link > 0" : `(link, id) > ${to.list([last.link, last.id])}`;
        return `SELECT * FROM ${table} WHERE ${after} ORDER BY link, id LIMIT ${PAGE}`;
      });
      yield* rows;
      if (rows.length < PAGE) return;
      last = rows.at(-1);
    }
  }

  /** Rows that somebody else has put in. */
  private async findUntied(table: string): Promise<void> {
    const rows = await this.tx.query(
      `SELECT id FROM ${table} WHERE link IS NULL OR link < 1 ORDER BY id LIMIT ${PAGE}`,
    );
    for (const { id } of rows)
      this.tell(`${table} ${id}: was not written by the register; it is no link of the chain.`);
  }
}

const isAt = (anchor: Anchor, place: Anchor) => anchor.link === place.link && anchor.hash === place.hash;
