import { EventEmitter } from "node:events";
import { isDeepStrictEqual } from "node:util";
import type { Logger } from "../base/log.js";
import type { Db } from "../store/db.js";
import { untimed } from "../store/deadline.js";
import { selectRows } from "../store/hydrate.js";
import { Statement } from "../store/statements.js";
import { leftBy } from "./leaving.js";

const POLL_MS = 1_000;

type Entity<Row> = new () => Row;

interface Watched {
  row: { id: number } | null;
  followers: number;
}

/**
 * Follows single rows: the state that one has, then every newer state that is seen. A state stands for itself, so
 * nothing is resumed: whoever comes back is told the newest. The wake-ups and the poll are those of the tail.
 */
export class Watch {
  private readonly tables = new Map<Entity<{ id: number }>, Map<number, Watched>>();
  private readonly news = new EventEmitter().setMaxListeners(0);
  private reading: Promise<void> | null = null;
  private again = false;
  private readonly poll: NodeJS.Timeout;

  constructor(
    private readonly db: Db,
    private readonly logger: Logger,
  ) {
    this.poll = setInterval(() => this.wake(), POLL_MS);
    db.onCommit(() => this.wake());
  }

  /**
   * The row as it is now, and again whenever it has changed; all followers get the same objects. States that follow
   * each other faster than they are read are told as the last of them. Ends when its reader leaves, also while
   * nothing happens, and when the row is gone, as in a database that was restored.
   */
  follow<Row extends { id: number }>(entity: Entity<Row>, id: number): AsyncGenerator<Row, void, void> {
    const leave = new AbortController();
    return leftBy(leave, this.states(entity, id, leave.signal));
  }

  /** How many follow a row at the moment. */
  get followers(): number {
    return [...this.tables.values()].flatMap((rows) => [...rows.values()]).reduce((sum, row) => sum + row.followers, 0);
  }

  async stop(): Promise<void> {
    clearInterval(this.poll);
    await this.reading;
  }

  private async *states<Row extends { id: number }>(
    entity: Entity<Row>,
    id: number,
    left: AbortSignal,
  ): AsyncGenerator<Row, void, void> {
    const watched = this.enter(entity, id);
    let told: { id: number } | null = null;
    try {
      await this.wake();
      while (!left.aborted) {
        if (watched.row === told) await this.change(left);
        else if (watched.row === null) return;
        else {
          told = watched.row;
          yield told as Row;
        }
      }
    } finally {
      this.leave(entity, id, watched);
    }
  }

  private enter(entity: Entity<{ id: number }>, id: number): Watched {
    const rows = this.tables.get(entity) ?? new Map<number, Watched>();
    this.tables.set(entity, rows);
    const watched = rows.get(id) ?? { row: null, followers: 0 };
    rows.set(id, watched);
    watched.followers += 1;
    return watched;
  }

  private leave(entity: Entity<{ id: number }>, id: number, watched: Watched): void {
    watched.followers -= 1;
    if (watched.followers === 0) this.tables.get(entity)?.delete(id);
  }

  /** Resolves when some row has changed, or the reader has left. */
  private change(left: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.news.off("change", done);
        left.removeEventListener("abort", done);
        resolve();
      };
      this.news.on("change", done);
      left.addEventListener("abort", done);
      if (left.aborted) done();
    });
  }

  /** Reads what is followed; resolves when it has been read by a statement that began after the call. */
  private wake(): Promise<void> {
    this.again = true;
    this.reading ??= untimed(() => this.read()).finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async read(): Promise<void> {
    while (this.again) {
      this.again = false;
      for (const [entity, rows] of this.tables) {
        if (rows.size === 0) continue;
        await this.readTable(entity, rows).catch((error) =>
          this.logger.error({ err: error }, "cannot read what is followed; trying again"),
        );
      }
    }
  }

  private async readTable(entity: Entity<{ id: number }>, watched: Map<number, Watched>): Promise<void> {
    const statement = new Statement(this.db.dialect);
    const wanted = statement.isIn("r.id", [...watched.keys()]);
    const found = new Map((await selectRows(this.db.read, entity, statement, wanted)).map((row) => [row.id, row]));
    let changed = false;
    for (const [id, known] of watched) {
      const row = found.get(id) ?? null;
      if (isDeepStrictEqual(known.row, row)) continue;
      known.row = row;
      changed = true;
    }
    if (changed) this.news.emit("change");
  }
}
