import { In } from "typeorm";
import { wrong } from "../../base/record.js";
import { searchKey, sortKey } from "../../base/text.js";
import { refer, referAll, referIf } from "../../graphql/reference.js";
import type { Tx } from "../../store/db.js";
import { lockRow } from "../../store/hydrate.js";
import { replaceRows, type Saved, saveRow, withParts } from "../../store/rows.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { saveSources } from "../sources/source.service.js";
import { Attendance, Meeting, MeetingLocality } from "./meeting.entity.js";
import { MeetingState } from "./meeting.enums.js";
import type { MeetingRecord } from "./meeting.record.js";

/** Creates a meeting, or changes what the record says of an existing one. */
export async function saveMeeting(
  tx: Tx,
  record: Partial<MeetingRecord>,
  existing: Meeting | null,
): Promise<Saved<Meeting>> {
  const { title = existing?.titleVi, titleEn = existing?.titleEn, summary = existing?.summaryVi } = record;
  const saved = await saveRow(tx, Meeting, existing, {
    key: record.key,
    titleVi: record.title,
    titleEn: record.titleEn,
    summaryVi: record.summary,
    summaryEn: record.summaryEn,
    noteVi: record.note,
    noteEn: record.noteEn,
    kind: record.kind,
    state: stateOf(record, existing),
    heldOn: record.heldOn,
    hostId: await referIf(tx, Locality, record.host, ["host"]),
    searchKey: searchKey(title, titleEn, summary),
    sortKey: sortKey(title ?? ""),
  });
  const localities = await referAll(tx, Locality, record.localities, ["localities"]);
  const whole = withParts(saved, [
    await replaceRows(
      tx,
      MeetingLocality,
      { meetingId: saved.row.id },
      localities?.map((localityId) => ({ localityId })),
    ),
    await saveAttendances(tx, saved.row, record),
    await saveSources(tx, saved.row, record.sources),
  ]);
  if (whole.outcome === "updated") await touch(tx, whole.row, true);
  return whole;
}

/** The meeting, locked until the transaction ends: it is kept at a desk and led in the room at the same time. */
export const lockMeeting = (tx: Tx, by: "id" | "key", value: number | string) => lockRow(tx, Meeting, by, value);

/** Gives a meeting its next version: what tells those who follow it that there is news, which may not be for everybody. */
export async function touch(tx: Tx, meeting: Meeting, seenByAll: boolean): Promise<void> {
  await touchAll(tx, [meeting.id], seenByAll);
  const { version, unseenVersion } = await tx.findOneByOrFail(Meeting, { id: meeting.id });
  Object.assign(meeting, { version, unseenVersion });
}

export async function touchAll(tx: Tx, ids: readonly number[], seenByAll: boolean): Promise<void> {
  const next = seenByAll ? { version: () => "version + 1" } : { unseenVersion: () => "unseen_version + 1" };
  if (ids.length > 0) await tx.update(Meeting, { id: In([...ids]) }, next);
}

/** The state of a meeting that was not held here. What is held here is opened and closed by the officers in the room. */
function stateOf({ state }: Partial<MeetingRecord>, existing: Meeting | null): MeetingState | undefined {
  if (existing === null) state ??= MeetingState.SCHEDULED;
  if (state === undefined || state === existing?.state) return state;
  if (state === MeetingState.IN_SESSION) throw wrong(["state"], "a meeting is opened by openMeeting.");
  if (existing !== null && existing.openedAt !== null)
    throw wrong(["state"], "a meeting that was opened here is moved by openMeeting and closeMeeting.");
  return state;
}

/** Makes these the attendances of a meeting. One is known again by its leader, so that what it cites stays with it. */
async function saveAttendances(tx: Tx, meeting: Meeting, { attendances }: Partial<MeetingRecord>): Promise<boolean> {
  if (attendances === undefined) return false;
  const gone = new Map((await tx.findBy(Attendance, { meetingId: meeting.id })).map((each) => [each.leaderId, each]));
  const seen = new Set<number>();
  let changed = false;
  for (const [index, record] of attendances.entries()) {
    const path = ["attendances", index];
    const leaderId = await refer(tx, Leader, record.leader, [...path, "leader"]);
    if (seen.has(leaderId)) throw wrong([...path, "leader"], "named twice.");
    seen.add(leaderId);
    const localityId = (await referIf(tx, Locality, record.locality, [...path, "locality"])) ?? null;
    const values = { meetingId: meeting.id, leaderId, localityId, role: record.role };
    const saved = await saveRow(tx, Attendance, gone.get(leaderId) ?? null, values);
    gone.delete(leaderId);
    const whole = withParts(saved, [await saveSources(tx, saved.row, record.sources, path)]);
    changed ||= whole.outcome !== "unchanged";
  }
  for (const attendance of gone.values()) {
    await saveSources(tx, attendance, []);
    await tx.remove(attendance);
  }
  return changed || gone.size > 0;
}
