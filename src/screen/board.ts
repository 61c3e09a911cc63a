import { ask, type Operation } from "../pages/ask.js";
import type { Session } from "../pages/live.js";
import { language } from "../pages/words.js";
import { BoardDocument, type RowFragment as Row } from "./graphql.generated.js";
import { key } from "./key.js";
import type { Room } from "./room.js";

/** A board is for a room: what is beyond is counted, and not shown. */
const MOST_ROWS = 1_000;

type Result<Of> = Of extends Operation<infer Data, infer Variables> ? { data: Data; variables: Variables } : never;
type Page = Result<typeof BoardDocument>["data"]["commitments"];

/** Reads what is on the table, again and again. A page that cannot read is not live: its session ends. */
export class Board {
  private session: Session | null = null;
  private reading: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly room: Room,
    private readonly meeting: string,
  ) {}

  /** Reads the board in this session; resolves once that is done, also for what was asked for meanwhile. */
  read(session: Session): Promise<void> {
    this.session = session;
    this.reading = null; // one of an earlier session comes to nothing
    return this.readAgain();
  }

  /** Reads it once more if the page has got so far in this session. */
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

  private async readOnce(signal: AbortSignal): Promise<void> {
    const touched = this.room.beginRead();
    let read: { rows: Row[]; total: number } | null = null;
    try {
      read = await this.everyPage(signal);
    } finally {
      this.room.endRead(touched, signal.aborted ? null : read);
    }
    this.room.show();
  }

  private async everyPage(signal: AbortSignal): Promise<{ rows: Row[]; total: number }> {
    const rows: Row[] = [];
    let after: string | null = null;
    for (;;) {
      const page: Page = await this.pageAfter(after, signal);
      rows.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      if (after === null || rows.length >= MOST_ROWS) return { rows, total: page.totalCount };
    }
  }

  private async pageAfter(after: string | null, signal: AbortSignal): Promise<Page> {
    const asked = { meeting: this.meeting, language, after };
    return (await ask(BoardDocument, asked, { signal, token: key() })).commitments;
  }
}
