import { checkPeriod, wrong } from "../../base/record.js";
import { searchKey, sortKey } from "../../base/text.js";
import { refer, referAll, referParent } from "../../graphql/reference.js";
import type { Tx } from "../../store/db.js";
import { replaceRows, type Saved, saveRow, withParts } from "../../store/rows.js";
import { Locality } from "../localities/locality.entity.js";
import { Sector } from "../sectors/sector.entity.js";
import { saveSources } from "../sources/source.service.js";
import { Initiative, InitiativeParticipant, InitiativeSector } from "./initiative.entity.js";
import { Rhythm } from "./initiative.enums.js";
import type { InitiativeRecord } from "./initiative.record.js";

/** Creates an initiative, or changes what the record says of an existing one. */
export async function saveInitiative(
  tx: Tx,
  record: Partial<InitiativeRecord>,
  existing: Initiative | null,
): Promise<Saved<Initiative>> {
  const { title = existing?.titleVi, titleEn = existing?.titleEn, summary = existing?.summaryVi } = record;
  const saved = await saveRow(tx, Initiative, existing, {
    key: record.key,
    titleVi: record.title,
    titleEn: record.titleEn,
    summaryVi: record.summary,
    summaryEn: record.summaryEn,
    parentId: await referParent(tx, Initiative, record.parent, existing),
    ...periodOf(record, existing),
    searchKey: searchKey(title, titleEn, summary),
    sortKey: sortKey(title ?? ""),
  });
  const owner = { initiativeId: saved.row.id };
  const sectors = await referAll(tx, Sector, record.sectors, ["sectors"]);
  return withParts(saved, [
    await replaceRows(tx, InitiativeParticipant, owner, await participantsOf(tx, record)),
    await replaceRows(
      tx,
      InitiativeSector,
      owner,
      sectors?.map((sectorId) => ({ sectorId })),
    ),
    await saveSources(tx, saved.row, record.sources),
  ]);
}

async function participantsOf(
  tx: Tx,
  { participants }: Partial<InitiativeRecord>,
): Promise<Partial<InitiativeParticipant>[] | undefined> {
  if (participants === undefined) return undefined;
  const rows: Partial<InitiativeParticipant>[] = [];
  for (const [index, { locality, role }] of participants.entries()) {
    const path = ["participants", index, "locality"];
    const localityId = await refer(tx, Locality, locality, path);
    if (rows.some((row) => row.localityId === localityId)) throw wrong(path, "named twice.");
    rows.push({ localityId, role });
  }
  return rows;
}

function periodOf({ period }: Partial<InitiativeRecord>, existing: Initiative | null): Partial<Initiative> {
  if (period == null)
    return existing === null || period === null ? { periodFrom: null, periodUntil: null, rhythm: Rhythm.ONGOING } : {};
  const { from = null, until = null, rhythm } = period;
  checkPeriod(from, until, ["period", "until"]);
  return { periodFrom: from, periodUntil: until, rhythm: rhythm ?? Rhythm.ONGOING };
}
