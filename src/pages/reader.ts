import type { Session } from "./live.js";

/**
 * Reads something whole, such as what is on the table of a meeting: in each session, and again whenever it may be
 * another. A page that cannot read is not live: its session ends.
 */
export class Reader {
  private session: Session | null = null;
  private reading: Promise<void> | null = null;
  private again = false;

  constructor(private readonly readOnce: (signal: AbortSignal) => Promise<void>) {}

  /** Reads it in this session; resolves once that is done, also for what was asked for meanwhile. */
  read(session: Session): Promise<void> {
    this.session = session;
    this.reading = null; // one of an earlier session comes to nothing
    return this.readAgain();
  }

  /** Reads it once more, if the page has got so far in this session. */
  readAgain(): Promise<void> {
    const { session } = this;
    if (session === null || session.signal.aborted) return Promise.resolve();
    this.again = true;
    this.reading ??= this.readWhileAsked(session);
    return this.reading;
  }

  private async readWhileAsked(session: Session): Promise<void> {
    while (this.again && this.session === session) {
      this.again = false;
      await this.readOnce(session.signal).catch(session.end);
    }
    if (this.session === session) this.reading = null;
  }
}

/** More than these are counted, and not shown. */
const MOST_ROWS = 1_000;

export interface Page<Row> {
  nodes: readonly Row[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** A connection page by page. */
export async function everyPage<Row>(
  read: (after: string | null) => Promise<Page<Row>>,
): Promise<{ rows: Row[]; total: number }> {
  const rows: Row[] = [];
  for (let after: string | null = null; ; ) {
    const { nodes, totalCount, pageInfo }: Page<Row> = await read(after);
    rows.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    if (after === null || rows.length >= MOST_ROWS) return { rows, total: totalCount };
  }
}
