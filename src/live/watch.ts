import { EventEmitter, once } from "node:events";
import { isDeepStrictEqual } from "node:util";
import type { Logger } from "../base/log.js";
import type { Db } from "../store/db.js";
import { selectRows } from "../store/hydrate.js";
import { leftBy } from "./leaving.js";
import { Looks } from "./looks.js";

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
  private readonly looks: Looks;

  constructor(
    private readonly db: Db,
    logger: Logger,
  ) {
    this.looks = new Looks(() => this.readTables(), "what is followed", logger);
    this.looks.start();
    db.onCommit(() => this.looks.wake());
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

  stop(): Promise<void> {
    return this.looks.stop();
  }

  private async *states<Row extends { id: number }>(
    entity: Entity<Row>,
    id: number,
    left: AbortSignal,
  ): AsyncGenerator<Row, void, void> {
    const watched = this.enter(entity, id);
    let told: { id: number } | null = null;
    try {
      await this.looks.wake();
      while (!left.aborted) {
        if (watched.row === told) await once(this.news, "change", { signal: left }).catch(() => undefined);
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

  private async readTables(): Promise<void> {
    for (const [entity, rows] of this.tables) if (rows.size > 0) await this.readTable(entity, rows);
  }

  private async readTable(entity: Entity<{ id: number }>, watched: Map<number, Watched>): Promise<void> {
    const rows = await selectRows(this.db.read, entity, (to) => to.isIn("r.id", [...watched.keys()]));
    const found = new Map(rows.map((row) => [row.id, row]));
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
