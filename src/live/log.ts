import { randomBytes } from "node:crypto";
import { Column } from "typeorm";
import { badInput, resyncRequired } from "../base/errors.js";
import { decodeText, encodeText } from "../base/text.js";
import type { Db, Tx } from "../store/db.js";
import { selectRows } from "../store/hydrate.js";
import { Statement } from "../store/statements.js";
import { HEAD, takeEnd, tie } from "./chain.js";

/** A place in the log: `position` is gapless and in commit order, `mark` tells this history from a restored one. */
export interface Place {
  position: number;
  mark: string;
}

/** The newest place, and what tells a database that was restored under us from what it was before. */
export interface Head extends Place {
  restored: string;
}

/** A row of the log. */
export type LogRow = Place;

/** The column of `position`: PostgreSQL hands a bigint over as text. */
export const LogPosition = () =>
  Column({
    type: "bigint",
    transformer: { to: (value: number) => value, from: (value: number | string) => Number(value) },
  });

const MARK_BYTES = 6;

/** Written anew by each restore. Not the epoch: that one begins the chain. */
const RESTORED = "COALESCE((SELECT epoch FROM log_head WHERE name = 'restored'), '')";

/** The history of what happened, in the order of commits. */
export class Log<Row extends LogRow> {
  constructor(
    private readonly db: Db,
    private readonly entity: new () => Row,
  ) {}

  /** Gives the rows the next positions and ties them to the chain: must be the last thing a transaction does. */
  async append(tx: Tx, rows: Row[]): Promise<Row[]> {
    const { tableName, columns } = tx.connection.getMetadata(this.entity);
    const { end, ids } = await takeEnd(tx, tableName, rows.length);
    for (const [index, row] of rows.entries()) {
      const mark = randomBytes(MARK_BYTES).toString("hex");
      Object.assign(row, { id: ids[index], position: ++end.position, mark });
      const stored = columns.map((column) => [column.databaseName, column.getEntityValue(row, true)]);
      tie(end, tableName, Object.fromEntries(stored));
    }
    return rows;
  }

  /** The newest place; in an empty log position 0, marked with the epoch of the database. */
  async head(): Promise<Head> {
    const [head] = await this.db.read.query(
      `SELECT h.position AS position, COALESCE(r.mark, h.epoch) AS mark, ${RESTORED} AS restored
        FROM log_head h LEFT JOIN ${HEAD} r ON r.position = h.position WHERE h.name = '${HEAD}'`,
    );
    return { position: Number(head.position), mark: head.mark, restored: head.restored };
  }

  /** Up to `limit` rows after a position, oldest first; none where the database was restored since, if that is asked. */
  page(after: number, limit: number, restored?: string): Promise<Row[]> {
    const statement = new Statement(this.db.dialect);
    const isSame = () => ` AND ${RESTORED} = ${statement.bind(restored)}`;
    const behind = `r.position > ${statement.bind(after)}${restored === undefined ? "" : isSame()}`;
    return selectRows(this.db.read, this.entity, statement, behind, `ORDER BY r.position LIMIT ${limit}`);
  }

  /** The position a cursor stands for. Throws BAD_INPUT on a mangled one, RESYNC_REQUIRED on one of another history. */
  async resume(cursor: string): Promise<number> {
    const { position, mark } = readCursor(cursor);
    const find = new Statement(this.db.dialect);
    const sql =
      position === 0
        ? `SELECT epoch AS mark FROM log_head WHERE name = '${HEAD}'`
        : `SELECT mark FROM ${HEAD} WHERE position = ${find.bind(position)}`;
    const [row] = await this.db.read.query(sql, find.values);
    if (row?.mark !== mark) throw resyncRequired();
    return position;
  }
}

/** SQL for the text inside the cursor of the newest place. */
export const HEAD_CURSOR_SQL = `(SELECT h.position || ':' || COALESCE(c.mark, h.epoch)
  FROM log_head h LEFT JOIN ${HEAD} c ON c.position = h.position WHERE h.name = '${HEAD}')`;

export function writeCursor({ position, mark }: Place): string {
  return encodeText(`${position}:${mark}`);
}

/** Throws BAD_INPUT on a mangled one. */
export function readCursor(cursor: string): Place {
  const match = /^(0|[1-9]\d{0,14}):([0-9a-f]{12})$/.exec(decodeText(cursor) ?? "");
  if (match === null) throw badInput("This is not a cursor of the change log.");
  return { position: Number(match[1]), mark: match[2] as string };
}
