import { idsOf, lookUp } from "./hidden-ids.js";
import { doneInRoom, meetingWith } from "./meeting.js";
import { evidence, promiseAt, proposed, revert, step, updated } from "./promise.js";
import type { Person, Register } from "./register.js";
import { saved } from "./sent.js";

/** A history with a promise that only its parties may see, or the same one without it. */

/** Words that are said of the hidden promise alone. */
export const SECRET_WORD = "Quyetmat";
export const HIDDEN = {
  title: `${SECRET_WORD} về nhà máy`,
  titleEn: `${SECRET_WORD} of the plant`,
  description: `${SECRET_WORD} chưa công bố`,
  descriptionEn: `${SECRET_WORD} not yet told`,
  kind: "REQUEST",
  visibility: "PARTIES",
  parties: [
    { localityId: "ha-noi", role: "OWES" },
    { localityId: "quang-nam", role: "BENEFITS" },
    { localityId: "da-nang", role: "BENEFITS" },
  ],
  sectorIds: ["energy", "high-tech-farming"],
  saidByIds: ["nguyen-duc-chung", "phan-viet-cuong"],
  initiativeId: "trade-fairs",
  dueOn: "2019-03",
};

export interface World {
  /** Before all that was made for the story. */
  begun: number;
  /** Where the log stood before. */
  start: string;
  /** An instant in the middle of it. */
  midway: string;
  open: { id: string; reference: string };
  closed: any;
  session: any;
  scheduled: any;
  /** Ids of what everybody may see, by type. */
  ids: Record<string, string>;
  hidden: Hidden | null;
}

/** The hidden promise, and all that hangs on it and has an id. */
export interface Hidden {
  id: string;
  reference: string;
  changes: string[];
  items: string[];
  /** What it alone cites. */
  document: { id: string; key: string };
}

/** Meetings with their agendas, promises that move, and in between the hidden one with all that can hang on one. */
export async function tell(register: Register, withHidden: boolean): Promise<World> {
  const begun = Date.now() - 3_600_000; // the conference was loaded a moment ago
  const start = (await register.get("{ commitments(first: 1) { liveCursor } }")).commitments.liveCursor;
  const paper = { title: "Biên bản ghi nhớ", key: "bien-ban", url: "https://example.org/bb" };
  const document = await saved(register, "createDocument", paper, "coordinator", "id key");
  await records(register);
  const open = await openPromise(register, document.key);
  const closed = await meetingWith(register, ["Khai mạc"], { title: "Họp kín và mở" });
  const session = await meetingWith(register, ["Một", "Hai"], { title: "Phiên đang họp" });
  await tabled(register, closed, open.id, "hanoi");
  const hidden = withHidden ? await hiddenPromise(register, closed, document.key) : null;
  await held(register, closed, open.id, hidden);
  await doneInRoom(register, "openMeeting", { meetingId: session.id });
  if (hidden !== null) await tabled(register, session, hidden.id, "coordinator", null);
  await doneInRoom(register, "createAgendaItem", { meetingId: session.id, initiativeId: "trade-fairs" });
  const scheduled = await meetingWith(register, [], { title: "Rà soát sắp tới", carryOver: true }, "coordinator");
  const midway = new Date().toISOString();
  await step(register, open.id, "STALLED", "hanoi", { reason: "Chờ vốn" });
  await promiseAt(register, "REPORTED_DONE");
  await step(register, "HN-QNA-1999-01", "AGREED", "hanoi"); // is refused, which is written down
  const ids = await idsOf(register, { open, closed, session, document });
  if (hidden !== null) await lookUp(register, hidden);
  return { begun, start, midway, open, closed, session, scheduled, ids, hidden };
}

/** Values for fields that the conference leaves empty. */
async function records(register: Register): Promise<void> {
  const locality = {
    ...{ name: "Quận Nam", key: "quan-nam", kind: "DISTRICT", parentId: "ha-noi", existsFrom: "1997" },
    designations: [{ kind: "DISTRICT", from: "1997", until: "2010" }],
  };
  await saved(register, "createLocality", locality, "admin");
  const initiative = {
    ...{ title: "Hội chợ nhỏ", key: "hoi-cho-nho", parentId: "trade-fairs" },
    participants: [{ localityId: "ha-noi", role: "LEAD" }],
  };
  await saved(register, "createInitiative", initiative, "coordinator");
  const post = {
    ...{ leaderId: "nguyen-duc-chung", localityId: "ha-noi", title: "Chủ tịch", body: "PEOPLES_COMMITTEE" },
    ...{ from: "2015", until: "2020" },
  };
  await saved(register, "createPost", post, "admin");
}

async function openPromise(register: Register, document: string) {
  const { id } = await promiseAt(register, "IN_PROGRESS");
  await updated(register, {
    ...{ id, titleEn: "A garden", description: "Một vườn", initiativeId: "trade-fairs", dueOn: "2019-05" },
    ...{ saidByIds: ["nguyen-duc-chung"], sources: [{ documentId: document, locator: "L1", note: "Xem" }] },
  });
  return (await register.get("query ($id: ID!) { commitment(id: $id) { id reference } }", { id })).commitment;
}

async function hiddenPromise(register: Register, meeting: any, document: string): Promise<Hidden> {
  const own = await hiddenDocument(register);
  const { id, reference } = await proposed(register, "hanoi", {
    ...{ ...HIDDEN, meetingId: meeting.id },
    sources: [
      { documentId: document, locator: SECRET_WORD, note: `${SECRET_WORD} ghi` },
      { documentId: own.id, locator: "tr. 2" },
    ],
  });
  await step(register, id, "AGREED", "quangNam");
  await step(register, id, "IN_PROGRESS", "hanoi");
  const items = [await tabled(register, meeting, id, "coordinator")];
  return { id, reference, changes: [] as string[], items, document: own };
}

/** A paper that an officer of a party has recorded, for the parties alone. */
async function hiddenDocument(register: Register): Promise<{ id: string; key: string }> {
  const input = {
    ...{ title: `${SECRET_WORD} thoả thuận riêng`, titleEn: `${SECRET_WORD} side letter`, visibility: "PARTIES" },
    ...{ url: `https://example.org/${SECRET_WORD}`, note: `${SECRET_WORD} bản chụp` },
  };
  return saved(register, "createDocument", input, "hanoi", "id key");
}

/** Puts a promise behind the first item, or where it is said; gives the item's id. */
async function tabled(
  { ask }: Register,
  meeting: any,
  commitmentId: string,
  as: Person,
  afterId = meeting.agenda[0].id,
) {
  const { item } = await doneInRoom({ ask }, "createAgendaItem", { meetingId: meeting.id, commitmentId, afterId }, as);
  return item.id as string;
}

/** A session in which both promises move. The hidden item takes the place of one that was discussed before. */
async function held(register: Register, meeting: any, openId: string, hidden: World["hidden"]): Promise<void> {
  const first = meeting.agenda[0].id;
  const { agenda } = (await doneInRoom(register, "openMeeting", { meetingId: meeting.id })).meeting;
  const open = agenda.find((item: any) => item.commitment?.id === openId).id;
  for (const itemId of [open, hidden?.items[0] ?? first, open])
    await doneInRoom(register, "focusAgendaItem", { itemId }, "coordinator");
  if (hidden !== null) await moved(register, hidden.id);
  const mistake = await step(register, openId, "STALLED", "hanoi", { reason: "Nhầm" });
  await revert(register, mistake.data.changeCommitmentStatus.change.id, "coordinator");
  await proposed(register, "hanoi", { title: "Hứa tại cuộc họp", meetingId: meeting.id });
  await doneInRoom(register, "closeMeeting", { meetingId: meeting.id });
}

async function moved(register: Register, id: string): Promise<void> {
  const mistake = await step(register, id, "STALLED", "hanoi", { reason: `${SECRET_WORD} chờ` });
  await revert(register, mistake.data.changeCommitmentStatus.change.id, "coordinator", {
    reason: `${SECRET_WORD} nhầm`,
  });
  const shown = { title: `${SECRET_WORD} nghiệm thu`, url: `https://example.org/${SECRET_WORD}`, note: SECRET_WORD };
  await step(register, id, "REPORTED_DONE", "hanoi", { evidence: [shown, ...evidence] });
  await step(register, id, "DISPUTED", "quangNam", { reason: `${SECRET_WORD} chưa thấy` });
}
