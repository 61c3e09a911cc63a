import type { Context } from "../../../graphql/context.js";
import { inLanguage, type Language } from "../../../graphql/language.js";
import type { Page } from "../../../graphql/lists/page.js";
import { statusAt } from "../../commitments/as-of.js";
import { Commitment } from "../../commitments/commitment.entity.js";
import { PartyRole } from "../../commitments/commitment.enums.js";
import { CommitmentParty } from "../../commitments/commitment-parts.entity.js";
import type { StatusChange } from "../../commitments/status-change.entity.js";
import { Locality } from "../../localities/locality.entity.js";
import type { Meeting } from "../../meetings/meeting.entity.js";
import { loadLocalities } from "../../meetings/who-meets.js";
import { changesAt, discussedAt, openAfter, proposedAt, toldUntil } from "./record.js";
import { dayIn, timeIn } from "./record-dates.js";
import { WORDS } from "./record-words.js";

const PAGE = 100;

/** The record of a meeting as a text, as the caller may see it. */
export function recordAsMarkdown(ctx: Context, meeting: Meeting, language: Language): Promise<string> {
  return new Writer(ctx, meeting, language).write();
}

class Writer {
  private readonly words;

  constructor(
    private readonly ctx: Context,
    private readonly meeting: Meeting,
    private readonly language: Language,
  ) {
    this.words = WORDS[language];
  }

  async write(): Promise<string> {
    const { ctx, meeting, words } = this;
    const discussed = await discussedAt(ctx, meeting);
    const proposed = await everyRow<Commitment>((page) => proposedAt(ctx, meeting, page));
    const changes = await everyRow<StatusChange>((page) => changesAt(ctx, meeting, page));
    const open = await everyRow<Commitment>((page) => openAfter(ctx, meeting, page));
    const moved = changes.filter((change) => change.fromStatus !== null);
    return [
      ...(await this.head()),
      ...this.section(
        words.discussed,
        discussed.map((item, index) => `${index + 1}. ${this.titleOf(item)}`),
      ),
      ...this.section(words.proposed, await Promise.all(proposed.map((each) => this.proposal(each)))),
      ...this.section(words.changes, await Promise.all(moved.map((each) => this.change(each)))),
      ...this.section(words.open, open.length === 0 ? [] : await this.table(open)),
      "",
    ].join("\n");
  }

  private async head(): Promise<string[]> {
    const { meeting, words } = this;
    const localities = (await loadLocalities(this.ctx, meeting)).map((each) => this.nameOf(each));
    const { openedAt, closedAt, heldOn } = meeting;
    const lines = [`# ${this.titleOf(meeting)}`, ""];
    if (localities.length > 0) lines.push(`- ${words.localities}: ${localities.join(", ")}`);
    if (meeting.hostId !== null) lines.push(`- ${words.host}: ${localities[0]}`);
    if (heldOn !== null) lines.push(`- ${words.heldOn}: ${dayIn(this.language, heldOn)}`);
    if (openedAt !== null && closedAt !== null)
      lines.push(`- ${words.session}: ${timeIn(this.language, openedAt)} – ${timeIn(this.language, closedAt)}`);
    return lines;
  }

  private section(title: string, lines: readonly string[]): string[] {
    return ["", `## ${title}`, "", ...(lines.length === 0 ? [this.words.none] : lines)];
  }

  private async proposal(commitment: Commitment): Promise<string> {
    const { owes, benefits } = await this.sides(commitment);
    return `- **${plain(commitment.reference)}** ${this.titleOf(commitment)} (${owes} → ${benefits})`;
  }

  private async change(change: StatusChange): Promise<string> {
    const { words } = this;
    const commitment = (await this.ctx.load.one(Commitment, change.commitmentId)) as Commitment;
    const [from, to] = [change.fromStatus, change.toStatus].map((status) =>
      status === null ? "" : words.status[status],
    );
    const what = `**${plain(commitment.reference)}** ${this.titleOf(commitment)}: ${from} → **${to}**`;
    const evidence = change.evidence.map(
      ({ title, url, note }) =>
        `${url === null ? plain(title) : `[${plain(title)}](<${urlOf(url)}>)`}${note === null ? "" : ` (${plain(note)})`}`,
    );
    return [
      `- ${timeIn(this.language, change.at)} · ${what}. ${await this.actor(change)}.`,
      ...(change.revertsId === null ? [] : [`  ${words.reverts}`]),
      ...(change.reason === null ? [] : [`  ${words.reason}: ${plain(change.reason)}`]),
      ...(evidence.length === 0 ? [] : [`  ${words.evidence}: ${evidence.join("; ")}`]),
    ].join("  \n");
  }

  private async actor({ byName, byLocalities }: StatusChange): Promise<string> {
    const localities = await Promise.all(byLocalities.map((id) => this.ctx.load.one(Locality, id)));
    const names = localities.map((each) => this.nameOf(each as Locality));
    return names.length === 0 ? plain(byName) : `${plain(byName)}, ${this.words.for} ${names.join(", ")}`;
  }

  private async table(open: readonly Commitment[]): Promise<string[]> {
    const { columns, noDate, status } = this.words;
    const rows = open.map(async (commitment) => {
      const { owes, benefits } = await this.sides(commitment);
      const stood = (await statusAt(this.ctx, commitment.id, toldUntil(this.meeting))) ?? commitment.status;
      const title = this.titleOf(commitment);
      const due = commitment.dueOn === null ? noDate : dayIn(this.language, commitment.dueOn);
      return [plain(commitment.reference), title, owes, benefits, due, status[stood]];
    });
    return [columns, columns.map(() => "---"), ...(await Promise.all(rows))].map((row) => `| ${row.join(" | ")} |`);
  }

  /** Who owes it and for whom it is; of those that were merged, who answers today is another question. */
  private async sides({ id }: Commitment): Promise<{ owes: string; benefits: string }> {
    const parties = await this.ctx.load.many(CommitmentParty, "commitmentId", id);
    const side = async (role: PartyRole) => {
      const own = parties.filter((party) => party.role === role);
      const names = await Promise.all(own.map(({ localityId }) => this.ctx.load.one(Locality, localityId)));
      return names.map((each) => this.nameOf(each as Locality)).join(", ");
    };
    return { owes: await side(PartyRole.OWES), benefits: await side(PartyRole.BENEFITS) };
  }

  private titleOf({ titleVi, titleEn }: { titleVi: string; titleEn: string | null }): string {
    return plain(inLanguage(this.language, titleVi, titleEn));
  }

  private nameOf({ nameVi, nameEn }: Locality): string {
    return plain(inLanguage(this.language, nameVi, nameEn));
  }
}

/** Text of people as text, whatever Markdown makes of its signs. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>|#~&]/g, "\\$&")
    .replace(/^([-+=]|\d+[.)])/, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`);
}

/** An address that does not end before its end. */
const urlOf = (url: string) => url.replace(/[<>\\|]/g, encodeURIComponent);

async function everyRow<Row>(read: (page: { first: number; after: string | null }) => Promise<Page>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo } = await read({ first: PAGE, after });
    rows.push(...(nodes as Row[]));
    if (!pageInfo.hasNextPage) return rows;
    after = pageInfo.endCursor;
  }
}
