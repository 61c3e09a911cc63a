import { Column } from "typeorm";
import { resyncRequired } from "../../base/errors.js";
import type { Db, Tx } from "../../store/db.js";
import { selectRows } from "../../store/hydrate.js";
import { ask, type Statement } from "../../store/statements.js";
import { HEAD, takeEnd, tie } from "./chain.js";
import { Cursors, newMark, type Place } from "./cursors.js";

/** The newest place, and what tells a database that was restored under us from what it was before. */
export interface Head extends Place {
  restored: string;
}

/** A row of the log. It gets the next id, unless it brings one. */
export interface LogRow extends Place {
  id?: number;
}

/** The column of `position`: PostgreSQL hands a bigint over as text. */
export const LogPosition = () =>
  Column({
    type: "bigint",
    transformer: { to: (value: number) => value, from: (value: number | string) => Number(value) },
  });

/** Written anew by each restore. Not the epoch: that one begins the chain. */
const RESTORED = "COALESCE((SELECT epoch FROM log_head WHERE name = 'restored'), '')";

/** The history of what happened, in the order of commits. */
export class Log<Row extends LogRow> {
  private known: Cursors | undefined;

  constructor(
    private readonly db: Db,
    private readonly entity: new () => Row,
  ) {}

  /** Gives the rows the next positions and ties them to the chain: must be the last thing a transaction does. */
  async append(tx: Tx, rows: Row[]): Promise<Row[]> {
    const { tableName, columns } = tx.connection.getMetadata(this.entity);
    const { end, ids } = await takeEnd(tx, tableName, rows.filter((row) => row.id === undefined).length);
    for (const row of rows) {
      Object.assign(row, { id: row.id ?? ids.shift(), position: ++end.position, mark: newMark() });
      const stored = columns.map((column) => [column.databaseName, column.getEntityValue(row, true)]);
      tie(end, tableName, Object.fromEntries(stored));
    }
    return rows;
  }

  /** How this database writes its places. Known once the head has been read. */
  get cursors(): Cursors {
    if (this.known === undefined) throw new Error("the head of the log has not been read");
    return this.known;
  }

  /** The newest place; in an empty log position 0, marked with the epoch of the database. */
  async head(): Promise<Head> {
    const [head] = await this.db.read.query(
      `SELECT h.position AS position, COALESCE(r.mark, h.epoch) AS mark, h.cursor_key AS key, ${RESTORED} AS restored
        FROM log_head h LEFT JOIN ${HEAD} r ON r.position = h.position WHERE h.name = '${HEAD}'`,
    );
    if (this.known?.key !== head.key) this.known = new Cursors(head.key);
    return { position: Number(head.position), mark: head.mark, restored: head.restored };
  }

  /** Up to `limit` rows after a position, oldest first; none where the database was restored since, if that is asked. */
  page(after: number, limit: number, restored?: string): Promise<Row[]> {
    const isSame = (to: Statement) => (restored === undefined ? "" : ` AND ${RESTORED} = ${to.bind(restored)}`);
    const behind = (to: Statement) => `r.position > ${to.bind(after)}${isSame(to)}`;
    return selectRows(this.db.read, this.entity, behind, `ORDER BY r.position LIMIT ${limit}`);
  }

  /** The position a cursor stands for. Throws BAD_INPUT on a mangled one, RESYNC_REQUIRED on one of another history. */
  async resume(cursor: string): Promise<number> {
    const { position, mark } = this.cursors.read(cursor);
    const [row] = await ask<{ mark: string }>(this.db.read, (to) =>
      position === 0
        ? `SELECT epoch AS mark FROM log_head WHERE name = '${HEAD}'`
        : `SELECT mark FROM ${HEAD} WHERE position = ${to.bind(position)}`,
    );
    if (row?.mark !== mark) throw resyncRequired();
    return position;
  }
}

/** SQL for the newest place, as text. */
export const HEAD_SQL = `(SELECT h.position || ':' || COALESCE(c.mark, h.epoch)
  FROM log_head h LEFT JOIN ${HEAD} c ON c.position = h.position WHERE h.name = '${HEAD}')`;
