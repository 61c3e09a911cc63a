import { Column, type EntityTarget, MoreThan } from "typeorm";
import { badInput, ErrorCode, Refusal } from "../base/errors.js";
import type { Db, Tx } from "../store/db.js";
import { Statement } from "../store/statements.js";

/** A row of the log. `position` is gapless and in commit order. */
export interface LogRow {
  position: number;
}

/** The column of `position`: PostgreSQL hands a bigint over as text. */
export const LogPosition = () =>
  Column({
    type: "bigint",
    transformer: { to: (value: number) => value, from: (value: number | string) => Number(value) },
  });

export interface Head {
  position: number;
  epoch: string;
}

const NAME = "status_change";

/** The history of what happened, in the order of commits. */
export class Log<Row extends LogRow> {
  constructor(
    private readonly db: Db,
    private readonly entity: EntityTarget<Row>,
  ) {}

  /** Gives the rows the next positions and inserts them: must be the last thing a transaction does. */
  async append(tx: Tx, rows: Row[]): Promise<Row[]> {
    const take = new Statement(this.db.dialect);
    const sql = `UPDATE log_head SET position = position + ${take.bind(rows.length)} WHERE name = ${take.bind(NAME)}`;
    await tx.query(sql, take.values);
    const { position } = await readHead(tx, this.db);
    for (const [index, row] of rows.entries()) {
      row.position = position - rows.length + index + 1;
      await tx.insert(this.entity, row as never); // one by one: each row learns its id
    }
    return rows;
  }

  head(): Promise<Head> {
    return readHead(this.db.read, this.db);
  }

  /** Up to `limit` rows after a position, oldest first. */
  page(after: number, limit: number): Promise<Row[]> {
    return this.db.read.find(this.entity, {
      where: { position: MoreThan(after) } as never,
      order: { position: "ASC" } as never,
      take: limit,
    });
  }

  /** The position a cursor stands for. Throws BAD_INPUT on a mangled one, RESYNC_REQUIRED on one of another history. */
  async resume(cursor: string): Promise<number> {
    const { epoch, position } = readCursor(cursor);
    const head = await this.head();
    if (epoch !== head.epoch || position > head.position) {
      throw new Refusal(ErrorCode.RESYNC_REQUIRED, "This cursor is of another history: read the list again.");
    }
    return position;
  }
}

async function readHead(door: Tx, db: Db): Promise<Head> {
  const read = new Statement(db.dialect);
  const sql = `SELECT position, epoch FROM log_head WHERE name = ${read.bind(NAME)}`;
  const [head] = await door.query(sql, read.values);
  return { position: Number(head.position), epoch: head.epoch };
}

export function writeCursor(head: Head): string {
  return Buffer.from(`${head.epoch}:${head.position}`).toString("base64url");
}

function readCursor(cursor: string): Head {
  const match = /^([0-9a-f]{12}):(0|[1-9]\d{0,14})$/.exec(Buffer.from(cursor, "base64url").toString());
  if (match === null) throw badInput("This is not a cursor of the change log.");
  return { epoch: match[1] as string, position: Number(match[2]) };
}
