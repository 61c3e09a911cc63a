import { ask, type Operation } from "../pages/ask.js";
import type { Session as Line } from "../pages/live.js";
import { language } from "../pages/words.js";
import type { Desk } from "./desk.js";
import { type TabledFragment as Row, TableDocument } from "./graphql.generated.js";

const MOST_ROWS = 1_000;

type Result<Of> = Of extends Operation<infer Data, infer Variables> ? { data: Data; variables: Variables } : never;
type Page = Result<typeof TableDocument>["data"]["commitments"];

/** Reads what is on the table, again and again. A desk that cannot read is not live: its line ends. */
export class Table {
  private line: Line | null = null;
  private reading: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly desk: Desk,
    private readonly meeting: string,
    private readonly token: string | null,
  ) {}

  /** Reads it over this line; resolves once that is done, also for what was asked for meanwhile. */
  read(line: Line): Promise<void> {
    this.line = line;
    this.reading = null; // one of an earlier line comes to nothing
    return this.readAgain();
  }

  /** Reads it once more, if the desk has got so far on this line. */
  readAgain(): Promise<void> {
    const { line } = this;
    if (line === null || line.signal.aborted) return Promise.resolve();
    this.again = true;
    this.reading ??= this.readWhileAsked(line);
    return this.reading;
  }

  private async readWhileAsked(line: Line): Promise<void> {
    while (this.again && this.line === line) {
      this.again = false;
      await this.readOnce(line.signal).catch(line.end);
    }
    if (this.line === line) this.reading = null;
  }

  private async readOnce(signal: AbortSignal): Promise<void> {
    const touched = this.desk.beginRead();
    let rows: Row[] | null = null;
    try {
      rows = await this.everyPage(signal);
    } finally {
      this.desk.endRead(touched, signal.aborted ? null : rows);
    }
  }

  private async everyPage(signal: AbortSignal): Promise<Row[]> {
    const rows: Row[] = [];
    let after: string | null = null;
    for (;;) {
      const page: Page = await this.pageAfter(after, signal);
      rows.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      if (after === null || rows.length >= MOST_ROWS) return rows;
    }
  }

  private async pageAfter(after: string | null, signal: AbortSignal): Promise<Page> {
    const asked = { meeting: this.meeting, language, after };
    return (await ask(TableDocument, asked, { signal, token: this.token })).commitments;
  }
}
