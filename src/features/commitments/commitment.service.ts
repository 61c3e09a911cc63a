import { lastDay, now } from "../../base/dates.js";
import { given, wrong } from "../../base/record.js";
import { searchKey, sortKey } from "../../base/text.js";
import { writeId } from "../../graphql/node.js";
import { referAll, referIf } from "../../graphql/reference.js";
import { Visibility } from "../../graphql/visibility.js";
import type { Tx } from "../../store/db.js";
import { replaceRows, type Saved, saveRow } from "../../store/rows.js";
import { Initiative } from "../initiatives/initiative.entity.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { Sector } from "../sectors/sector.entity.js";
import { saveSources } from "../sources/source.service.js";
import { Commitment } from "./commitment.entity.js";
import { CommitmentKind, PartyRole } from "./commitment.enums.js";
import type { CommitmentFields } from "./commitment.record.js";
import { CommitmentParty, CommitmentSector, CommitmentSpeaker } from "./commitment-parts.entity.js";
import { NEVER_DUE } from "./conditions.js";
import { nextReference } from "./reference.js";
import type { StatusChange } from "./status-change.entity.js";
import { showing, touchTables } from "./tabled.js";
import { idAbout } from "./visibility.js";

type Party = Pick<CommitmentParty, "localityId" | "role">;

/** What a new commitment is born with. */
type Birth = Pick<StatusChange, "toStatus" | "at"> & {
  proposedById: number | null;
  key?: string;
  reference?: string;
};

/** Enters a commitment in the register. The change that is its birth is appended by the caller, last. */
export async function createCommitment(tx: Tx, record: CommitmentFields, birth: Birth): Promise<Commitment> {
  const parties = await readParties(tx, record);
  const meetingId = await referIf(tx, Meeting, record.meeting, ["meeting"]);
  const visibility = record.visibility ?? Visibility.PUBLIC;
  const reference = birth.reference ?? (await nextReference(tx, visibility, parties, meetingId));
  const { row } = await saveRow(tx, Commitment, null, {
    id: await idAbout({ visibility }, tx, "commitment"),
    ...(await readValues(tx, record, { reference, dueEnd: NEVER_DUE })),
    key: birth.key ?? null,
    reference,
    status: birth.toStatus,
    statusSince: birth.at,
    version: 1,
    visibility,
    proposedById: birth.proposedById,
    createdAt: now(),
  });
  await saveParts(tx, row, record, parties);
  return row;
}

/** Changes what the record says of a commitment, never its status. */
export async function changeCommitment(
  tx: Tx,
  record: Partial<CommitmentFields>,
  existing: Commitment,
): Promise<Saved<Commitment>> {
  const shown = await showing(tx, existing);
  const before = existing.visibility;
  const parties = await changedParties(tx, record, existing);
  const saved = await saveRow(tx, Commitment, existing, await readValues(tx, record, existing));
  const changedParts = await saveParts(tx, existing, record, parties);
  if (saved.outcome === "unchanged" && !changedParts) return saved;
  existing.version += 1;
  await tx.update(Commitment, { id: existing.id }, { version: existing.version });
  const seenByAll = [before, existing.visibility].includes(Visibility.PUBLIC);
  await touchTables(tx, [...shown, ...(await showing(tx, existing))], seenByAll);
  return { row: existing, outcome: "updated" };
}

async function changedParties(
  tx: Tx,
  record: Partial<CommitmentFields>,
  { id, kind }: Commitment,
): Promise<Party[] | undefined> {
  if (record.owes === undefined && record.benefits === undefined && (record.kind ?? kind) === kind) return undefined;
  const current = await tx.findBy(CommitmentParty, { commitmentId: id });
  const having = (role: PartyRole) =>
    current.filter((party) => party.role === role).map((party) => writeId("Locality", party.localityId));
  return readParties(tx, { owes: having(PartyRole.OWES), benefits: having(PartyRole.BENEFITS), kind, ...record });
}

async function readValues(
  tx: Tx,
  record: Partial<CommitmentFields>,
  base: Partial<Commitment>,
): Promise<Partial<Commitment>> {
  const values: Partial<Commitment> = {
    titleVi: record.title,
    titleEn: record.titleEn,
    descriptionVi: record.description,
    descriptionEn: record.descriptionEn,
    kind: record.kind,
    visibility: record.visibility,
    dueOn: record.dueOn,
    dueEnd: record.dueOn === undefined ? base.dueEnd : record.dueOn === null ? NEVER_DUE : lastDay(record.dueOn),
    initiativeId: await referIf(tx, Initiative, record.initiative, ["initiative"]),
    meetingId: await referIf(tx, Meeting, record.meeting, ["meeting"]),
  };
  const row: Partial<Commitment> = { ...base, ...given(values) };
  const searched = searchKey(row.reference, row.titleVi, row.titleEn, row.descriptionVi, row.descriptionEn);
  return { ...values, sortKey: sortKey(row.titleVi ?? ""), searchKey: searched };
}

/**
 * The parties a record names. What is joint, every party owes and benefits from.
 * Throws BAD_INPUT on a one-sided promise.
 */
async function readParties(tx: Tx, record: Pick<CommitmentFields, "kind" | "owes" | "benefits">): Promise<Party[]> {
  const owes = (await referAll(tx, Locality, record.owes, ["owes"])) ?? [];
  const benefits = (await referAll(tx, Locality, record.benefits, ["benefits"])) ?? [];
  const all = [...new Set([...owes, ...benefits])];
  if (all.length < 2) throw wrong(["owes"], "a commitment is between at least two localities.");
  if (record.kind === CommitmentKind.JOINT)
    return [...withRole(all, PartyRole.OWES), ...withRole(all, PartyRole.BENEFITS)];
  if (owes.length === 0 || benefits.length === 0) {
    throw wrong(["owes"], "somebody must owe and somebody must benefit.");
  }
  if (owes.some((id) => benefits.includes(id))) {
    throw wrong(["benefits"], "only in a JOINT commitment does a locality both owe and benefit.");
  }
  return [...withRole(owes, PartyRole.OWES), ...withRole(benefits, PartyRole.BENEFITS)];
}

const withRole = (localities: readonly number[], role: PartyRole): Party[] =>
  localities.map((localityId) => ({ localityId, role }));

async function saveParts(
  tx: Tx,
  row: Commitment,
  record: Partial<CommitmentFields>,
  parties: Party[] | undefined,
): Promise<boolean> {
  const owner = { commitmentId: row.id };
  const sectors = await referAll(tx, Sector, record.sectors, ["sectors"]);
  const speakers = await referAll(tx, Leader, record.saidBy, ["saidBy"]);
  const changed = [
    await replaceRows(tx, CommitmentParty, owner, parties),
    await replaceRows(
      tx,
      CommitmentSector,
      owner,
      sectors?.map((sectorId) => ({ sectorId })),
    ),
    await replaceRows(
      tx,
      CommitmentSpeaker,
      owner,
      speakers?.map((leaderId) => ({ leaderId })),
    ),
    await saveSources(tx, row, record.sources),
  ];
  return changed.includes(true);
}
