import { z } from "zod";
import { given, parseRecord, wrong, zLine } from "../../base/record.js";
import type { Context } from "../../graphql/context.js";
import { tryReadId } from "../../graphql/node.js";
import { refer } from "../../graphql/reference.js";
import { Visibility } from "../../graphql/visibility.js";
import type { Tx } from "../../store/db.js";
import { insertRow, saveRow } from "../../store/rows.js";
import type { Commitment } from "../commitments/commitment.entity.js";
import { lockCommitment, named } from "../commitments/status.service.js";
import { idAbout } from "../commitments/visibility.js";
import { Initiative } from "../initiatives/initiative.entity.js";
import { participantsIn } from "../initiatives/who-takes-part.js";
import type { Meeting } from "../meetings/meeting.entity.js";
import { MeetingState } from "../meetings/meeting.enums.js";
import { touch } from "../meetings/meeting.service.js";
import type {
  CreateAgendaItemInput,
  MoveAgendaItemInput,
  RemoveAgendaItemInput,
  UpdateAgendaItemInput,
} from "./agenda.inputs.js";
import { AgendaItem } from "./agenda-item.entity.js";
import { checkConcern } from "./concern.js";
import { enterRoom, enterRoomOf, NOT_CLOSED } from "./room.js";
import { pointAt } from "./session.service.js";

const MOST_ITEMS = 200;

const titles = z.strictObject({ title: zLine(), titleEn: zLine().nullish() });

interface Placed {
  meeting: Meeting;
  item: AgendaItem;
}

/** Puts an item on an agenda. In session the first one becomes the current item. */
export async function createItem(ctx: Context, tx: Tx, input: CreateAgendaItemInput): Promise<Placed> {
  const { meeting, agenda, seen } = await enterRoom(ctx, tx, { ...input, in: NOT_CLOSED });
  if (agenda.length >= MOST_ITEMS) throw wrong([], `An agenda has at most ${MOST_ITEMS} items.`);
  const subject = await readSubject(ctx, tx, meeting, input);
  const title = input.title ?? subject.titles.titleVi;
  if (title === undefined) throw wrong(["title"], "an item about nothing needs one.");
  const said = parseRecord(titles, {
    title,
    titleEn: input.title == null ? (input.titleEn ?? subject.titles.titleEn) : input.titleEn,
  });
  const place = input.afterId === undefined ? agenda.length : placeAfter(agenda, seen, input.afterId);
  const visibility = subject.isOpen ? Visibility.PUBLIC : Visibility.PARTIES;
  const item = await insertRow(tx, AgendaItem, {
    ...{
      id: await idAbout({ visibility }, tx, "agenda_item"),
      meetingId: meeting.id,
      place: agenda.length + 1,
      discussedAt: null,
    },
    ...{ titleVi: said.title, titleEn: said.titleEn ?? null },
    ...{ commitmentId: subject.commitmentId ?? null, initiativeId: subject.initiativeId ?? null },
  });
  await arrange(tx, agenda.toSpliced(place, 0, item));
  if (meeting.state === MeetingState.IN_SESSION && meeting.currentItemId === null) await pointAt(tx, meeting, item);
  await touch(tx, meeting, subject.isOpen);
  return { meeting, item };
}

/** Changes what an item is called or is about. */
export async function updateItem(ctx: Context, tx: Tx, input: UpdateAgendaItemInput): Promise<Placed> {
  const { meeting, item, open } = await enterRoomOf(ctx, tx, input.id, { ...input, in: NOT_CLOSED });
  const { commitmentId = item.commitmentId, initiativeId, isOpen } = await readSubject(ctx, tx, meeting, input);
  const said = parseRecord(titles.partial(), given({ title: input.title, titleEn: input.titleEn }));
  if (!open.has(item.id) && commitmentId !== item.commitmentId) {
    // What it was called tells of a commitment that its new readers may not see.
    if (said.title === undefined) throw wrong(["title"], "what it was about is not public: give the item a new one.");
    said.titleEn ??= null;
  }
  const values = given({ titleVi: said.title, titleEn: said.titleEn, commitmentId, initiativeId });
  const next = { ...item, ...values };
  if (next.commitmentId !== null && next.initiativeId !== null) throw tooMuch();
  const seenByAll = open.has(item.id) || (commitmentId !== item.commitmentId && isOpen);
  const { outcome } = await saveRow(tx, AgendaItem, item, values);
  if (outcome === "updated") await touch(tx, meeting, seenByAll);
  return { meeting, item };
}

/** Moves an item to another place on its agenda. */
export async function moveItem(ctx: Context, tx: Tx, input: MoveAgendaItemInput): Promise<Placed> {
  const { meeting, agenda, item, seen, open } = await enterRoomOf(ctx, tx, input.id, { ...input, in: NOT_CLOSED });
  const others = agenda.filter((each) => each !== item);
  await arrange(tx, others.toSpliced(placeAfter(others, seen, input.afterId), 0, item));
  await touch(tx, meeting, open.has(item.id));
  return { meeting, item };
}

/** Takes an item off its agenda. If it was the current one, the next is, or at the end of the agenda the one before. */
export async function removeItem(ctx: Context, tx: Tx, input: RemoveAgendaItemInput): Promise<{ meeting: Meeting }> {
  const { meeting, agenda, item, open } = await enterRoomOf(ctx, tx, input.id, { ...input, in: NOT_CLOSED });
  const others = agenda.filter((each) => each !== item);
  const wasCurrent = meeting.currentItemId === item.id;
  if (wasCurrent) await pointAt(tx, meeting, others[item.place - 1] ?? others.at(-1));
  await tx.delete(AgendaItem, { id: item.id });
  await arrange(tx, others);
  await touch(tx, meeting, open.has(item.id) || (wasCurrent && open.has(meeting.currentItemId ?? 0)));
  return { meeting };
}

/** Numbers the items in this order. */
async function arrange(tx: Tx, agenda: readonly AgendaItem[]): Promise<void> {
  for (const [index, item] of agenda.entries()) {
    if (item.place === index + 1) continue;
    item.place = index + 1;
    await tx.update(AgendaItem, { id: item.id }, { place: item.place });
  }
}

function placeAfter(
  agenda: readonly AgendaItem[],
  seen: ReadonlySet<number>,
  afterId: string | null | undefined,
): number {
  if (afterId == null) return 0;
  const id = tryReadId(afterId);
  const index = agenda.findIndex((item) => id?.type === "AgendaItem" && item.id === id.id && seen.has(item.id));
  if (index < 0) throw wrong(["afterId"], "there is no such other item on this agenda.");
  return index + 1;
}

interface Subject {
  commitmentId?: number | null;
  initiativeId?: number | null;
  titles: Partial<Pick<Commitment, "titleVi" | "titleEn">>;
  /** True where everybody may see it. */
  isOpen: boolean;
}

/** What an item is about: undefined is "not said", null "nothing". A commitment that is not to be seen is NOT_FOUND. */
async function readSubject(
  ctx: Context,
  tx: Tx,
  meeting: Meeting,
  { commitmentId, initiativeId }: CreateAgendaItemInput | UpdateAgendaItemInput,
): Promise<Subject> {
  if (commitmentId != null) {
    if (initiativeId != null) throw tooMuch();
    const { commitment, standing } = await lockCommitment(ctx, tx, named(commitmentId), null);
    const parties = standing.parties.map((party) => party.localityId);
    await checkConcern(ctx, tx, meeting, parties);
    const isOpen = commitment.visibility === Visibility.PUBLIC;
    return { commitmentId: commitment.id, initiativeId, titles: commitment, isOpen };
  }
  if (initiativeId != null) {
    const initiative = await readInitiative(tx, initiativeId);
    await checkConcern(ctx, tx, meeting, await participantsIn(tx, initiative.id));
    return { commitmentId, initiativeId: initiative.id, titles: initiative, isOpen: true };
  }
  return { commitmentId, initiativeId, titles: {}, isOpen: true };
}

async function readInitiative(tx: Tx, reference: string): Promise<Initiative> {
  return tx.findOneByOrFail(Initiative, { id: await refer(tx, Initiative, reference, ["initiativeId"]) });
}

const tooMuch = () => wrong(["initiativeId"], "an item is about a commitment or an initiative, not both.");
