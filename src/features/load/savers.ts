import { IsNull } from "typeorm";
import { firstInstant, now } from "../../base/dates.js";
import { wrong } from "../../base/record.js";
import type { Entity } from "../../graphql/loader.js";
import { referIf } from "../../graphql/reference.js";
import type { Tx } from "../../store/db.js";
import type { Outcome, Saved } from "../../store/rows.js";
import { Commitment } from "../commitments/commitment.entity.js";
import { CommitmentStatus } from "../commitments/commitment.enums.js";
import type { CommitmentRecord } from "../commitments/commitment.record.js";
import { changeCommitment, createCommitment } from "../commitments/commitment.service.js";
import { checkReference } from "../commitments/reference.js";
import { changeOf, StatusChange } from "../commitments/status-change.entity.js";
import { idAbout } from "../commitments/visibility.js";
import { Initiative } from "../initiatives/initiative.entity.js";
import { saveInitiative } from "../initiatives/initiative.service.js";
import { Leader } from "../leaders/leader.entity.js";
import { saveLeader } from "../leaders/leader.service.js";
import { Locality } from "../localities/locality.entity.js";
import type { LocalityRecord } from "../localities/locality.record.js";
import { describeLocality, relateLocality } from "../localities/locality.service.js";
import { Meeting } from "../meetings/meeting.entity.js";
import type { MeetingRecord } from "../meetings/meeting.record.js";
import { lockMeeting, saveMeeting } from "../meetings/meeting.service.js";
import { Sector } from "../sectors/sector.entity.js";
import { saveSector } from "../sectors/sector.service.js";
import { Document } from "../sources/document.entity.js";
import { saveDocument } from "../sources/source.service.js";
import type { RecordKind } from "./data-file.record.js";

/** What is written down of commitments when all is saved. */
export interface Entered {
  births: StatusChange[];
  /** Ids of those that are new or were changed. */
  written: number[];
}

type Save<R> = (tx: Tx, record: R, entered: Entered) => Promise<Outcome>;

interface Saver {
  kind: RecordKind;
  save: Save<never>;
}

/** How each kind of record is saved, in the order in which records may name each other. */
export const SAVERS: readonly Saver[] = [
  { kind: "documents", save: byKey(Document, saveDocument) },
  // Localities name each other in both directions, and hand codes on: first each for itself, then what ties them.
  { kind: "localities", save: byKey(Locality, describeLocality) },
  {
    kind: "localities",
    save: byKey(Locality, (tx, record: LocalityRecord, row) =>
      relateLocality(tx, record, { row: row as Locality, outcome: "unchanged" }),
    ),
  },
  { kind: "sectors", save: byKey(Sector, saveSector) },
  { kind: "leaders", save: byKey(Leader, saveLeader) },
  { kind: "initiatives", save: byKey(Initiative, saveInitiative) },
  { kind: "meetings", save: byKey(Meeting, saveMeetingOfFile) },
  { kind: "commitments", save: saveCommitment as Save<never> },
];

/** Saves a record on the row that has its key, or on a new one. */
function byKey<E extends { id: number; key: string | null }, R extends { key: string }>(
  entity: Entity<E>,
  save: (tx: Tx, record: R, existing: E | null) => Promise<Saved<E>>,
): Save<never> {
  const saveByKey: Save<R> = async (tx, record) => {
    const existing = await tx.findOne(entity, { where: { key: record.key } as never });
    return (await save(tx, record, existing)).outcome;
  };
  return saveByKey as Save<never>;
}

/** A meeting that was opened here keeps the state it has reached. */
async function saveMeetingOfFile(tx: Tx, record: MeetingRecord): Promise<Saved<Meeting>> {
  const { state, ...rest } = record;
  const existing = (await lockMeeting(tx, "key", record.key)) ?? null;
  return saveMeeting(tx, existing?.openedAt == null ? record : rest, existing);
}

/** A commitment that is known keeps the status it has reached; a new one is born with the one in the file. */
async function saveCommitment(tx: Tx, record: CommitmentRecord, { births, written }: Entered): Promise<Outcome> {
  const { key, reference, status = CommitmentStatus.PROPOSED, statusOn, proposedBy, ...fields } = record;
  await tx.update(Commitment, { key }, { version: () => "version" }); // its lock: no step is taken meanwhile
  const existing = await tx.findOneBy(Commitment, { key });
  if (existing !== null) {
    await checkBirth(tx, existing, record);
    const { outcome } = await changeCommitment(tx, fields, existing);
    if (outcome !== "unchanged") written.push(existing.id);
    return outcome;
  }
  const proposedById = (await referIf(tx, Locality, proposedBy, ["proposedBy"])) ?? null;
  const birth = {
    toStatus: status,
    at: statusOn == null ? now() : firstInstant(statusOn),
    proposedById,
    key,
    reference,
  };
  checkReference(reference, fields.visibility);
  const commitment = await createCommitment(tx, fields, birth);
  births.push(await birthOf(tx, commitment, record, birth));
  written.push(commitment.id);
  return "created";
}

/** How a commitment entered the register is history: a file may repeat it or leave it out. */
async function checkBirth(
  tx: Tx,
  { id, reference, proposedById }: Commitment,
  record: CommitmentRecord,
): Promise<void> {
  const birth = await tx.findOneByOrFail(StatusChange, { commitmentId: id, fromStatus: IsNull() });
  const proposer = await tx.findOneBy(Locality, { id: proposedById ?? 0 });
  const known = { reference, status: birth.toStatus, statusOn: birth.datedOn, proposedBy: proposer?.key ?? null };
  for (const field of ["reference", "status", "statusOn", "proposedBy"] as const) {
    if (record[field] === undefined || record[field] === known[field]) continue;
    throw wrong(
      [field],
      `was ${known[field] ?? "not said"} when this commitment was entered; a file does not change that.`,
    );
  }
}

/** The birth of a loaded commitment, in the name of the document that vouches for it. */
async function birthOf(
  tx: Tx,
  { id, meetingId, visibility }: Commitment,
  { sources, statusOn, key }: CommitmentRecord,
  { toStatus, at }: { toStatus: Commitment["status"]; at: string },
): Promise<StatusChange> {
  const vouching = sources?.[0]?.document;
  const document = vouching === undefined ? null : await tx.findOneBy(Document, { key: vouching });
  return changeOf({
    id: (await idAbout({ visibility }, tx, "status_change")) as number,
    ...{ commitmentId: id, fromStatus: null, toStatus, byName: document?.titleVi ?? key },
    ...{ at, datedOn: statusOn ?? null, meetingId },
  });
}
