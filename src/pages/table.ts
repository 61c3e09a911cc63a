import { everyPage, type Page } from "./reader.js";

/** What is on the table of a meeting, as the register has said it last. */
export class Table<Row extends { id: string; version: number }> {
  /** By id; null until they have been read. */
  rows: ReadonlyMap<string, Row> | null = null;
  /** How many there are: more than `rows` where those are too many to show. */
  total = 0;
  private readonly reads = new Set<Set<string>>();

  /** Reads it whole. What changes meanwhile is newer than what the answer holds. */
  async read(signal: AbortSignal, page: (after: string | null) => Promise<Page<Row>>): Promise<void> {
    const touched = new Set<string>();
    this.reads.add(touched);
    try {
      const { rows, total } = await everyPage(page);
      if (!signal.aborted) this.takeAll(rows, total, touched);
    } finally {
      this.reads.delete(touched);
    }
  }

  /** Whatever comes first, the newer one stays. */
  take(row: Row): void {
    for (const touched of this.reads) touched.add(row.id);
    if (row.version < (this.rows?.get(row.id)?.version ?? 0)) return;
    this.rows = new Map(this.rows).set(row.id, row);
    this.total = Math.max(this.total, this.rows.size);
  }

  /** To be called when the log begins anew: in a database that was restored, what is newer may have an older version. */
  forgetVersions(): void {
    if (this.rows !== null) this.rows = new Map([...this.rows].map(([id, row]) => [id, { ...row, version: 0 }]));
  }

  private takeAll(read: readonly Row[], total: number, touched: ReadonlySet<string>): void {
    const rows = new Map(read.map((row) => [row.id, row]));
    for (const id of touched) {
      const kept = this.rows?.get(id);
      if (kept !== undefined && kept.version >= (rows.get(id)?.version ?? 0)) rows.set(id, kept);
    }
    this.rows = rows;
    this.total = Math.max(total, rows.size);
  }
}
