import { checkPeriod, wrong } from "../../base/record.js";
import { searchKey, slug, sortKey } from "../../base/text.js";
import { firstFree } from "../../graphql/mutations/save.js";
import { refer, referParent } from "../../graphql/reference.js";
import type { Tx } from "../../store/db.js";
import { replaceRows, type Saved, saveRow, withParts } from "../../store/rows.js";
import { saveSources } from "../sources/source.service.js";
import { Locality } from "./locality.entity.js";
import type { LocalityRecord } from "./locality.record.js";
import { LocalityCode, LocalityDesignation, LocalitySuccession } from "./locality-parts.entity.js";

/** Creates a locality, or changes what the record says of an existing one. */
export async function saveLocality(
  tx: Tx,
  record: Partial<LocalityRecord>,
  existing: Locality | null,
): Promise<Saved<Locality>> {
  return relateLocality(tx, record, await describeLocality(tx, record, existing));
}

/** All that a record says of the locality alone. */
export async function describeLocality(
  tx: Tx,
  record: Partial<LocalityRecord>,
  existing: Locality | null,
): Promise<Saved<Locality>> {
  const { key, name = existing?.nameVi ?? "", nameEn = existing?.nameEn, kind, abbreviation, parent } = record;
  const { existsFrom = existing?.existsFrom, existsUntil = existing?.existsUntil } = record;
  checkPeriod(existsFrom, existsUntil, ["existsUntil"]);
  const saved = await saveRow(tx, Locality, existing, {
    key,
    nameVi: name,
    nameEn,
    kind,
    abbreviation: abbreviation ?? existing?.abbreviation ?? (await freeAbbreviation(tx, name, key ?? "")),
    parentId: await referParent(tx, Locality, parent, existing),
    existsFrom,
    existsUntil,
    searchKey: searchKey(name, nameEn),
    sortKey: sortKey(name),
  });
  const owner = { localityId: saved.row.id };
  return withParts(saved, [
    await replaceRows(tx, LocalityCode, owner, codesOf(record)),
    await replaceRows(tx, LocalityDesignation, owner, designationsOf(record)),
    await saveSources(tx, saved.row, record.sources),
  ]);
}

/** What ties a described locality to others; in a load, done once all of them are described. */
export async function relateLocality(
  tx: Tx,
  record: Partial<LocalityRecord>,
  saved: Saved<Locality>,
): Promise<Saved<Locality>> {
  await checkCodes(tx, saved.row, record);
  return withParts(saved, [await saveSuccessions(tx, saved.row, record)]);
}

async function saveSuccessions(tx: Tx, { id }: Locality, { succeededBy }: Partial<LocalityRecord>): Promise<boolean> {
  if (succeededBy === undefined) return false;
  const rows: Partial<LocalitySuccession>[] = [];
  for (const [index, { locality, on, kind, note = null }] of succeededBy.entries()) {
    const path = ["succeededBy", index, "locality"];
    const successorId = await refer(tx, Locality, locality, path);
    if (rows.some((row) => row.successorId === successorId)) throw wrong(path, "named twice.");
    if (await leadsTo(tx, successorId, id)) throw wrong(path, "a locality cannot succeed itself.");
    rows.push({ successorId, effectiveOn: on, kind, note });
  }
  const changed = await replaceRows(tx, LocalitySuccession, { predecessorId: id }, rows);
  if (changed) await wakeMeetings(tx);
  return changed;
}

/** Who answers for whom decides what officers see: screens that follow a meeting look again. Meetings are downstream. */
async function wakeMeetings(tx: Tx): Promise<void> {
  await tx.query("UPDATE meeting SET unseen_version = unseen_version + 1");
}

/** True if following successions from one locality arrives at the other. */
async function leadsTo(tx: Tx, from: number, to: number): Promise<boolean> {
  if (from === to) return true;
  const next = await tx.findBy(LocalitySuccession, { predecessorId: from });
  for (const { successorId } of next) if (await leadsTo(tx, successorId, to)) return true;
  return false;
}

/** A code means one locality on any one day. */
async function checkCodes(tx: Tx, { id }: Locality, { codes }: Partial<LocalityRecord>): Promise<void> {
  for (const [index, { scheme, value, validFrom, validUntil }] of (codes ?? []).entries()) {
    for (const other of await tx.findBy(LocalityCode, { scheme, value })) {
      if (other.localityId === id || endsBefore(other.validUntil, validFrom) || endsBefore(validUntil, other.validFrom))
        continue;
      const { key } = await tx.findOneByOrFail(Locality, { id: other.localityId });
      throw wrong(["codes", index], `${scheme} ${value} means ${key} on some of these days.`);
    }
  }
}

const endsBefore = (until: string | null | undefined, from: string | null | undefined) =>
  until != null && from != null && until < from;

function codesOf({ codes }: Partial<LocalityRecord>): Partial<LocalityCode>[] | undefined {
  return codes?.map(({ scheme, value, validFrom = null, validUntil = null }, index) => {
    checkPeriod(validFrom, validUntil, ["codes", index, "validUntil"]);
    return { scheme, value, validFrom, validUntil };
  });
}

function designationsOf({ designations }: Partial<LocalityRecord>): Partial<LocalityDesignation>[] | undefined {
  return designations?.map(({ kind, from = null, until = null }, index) => {
    checkPeriod(from, until, ["designations", index, "until"]);
    return { kind, validFrom: from, validUntil: until };
  });
}

/** A label made from the initials of the name, or of the key where the name has no Latin letter: QN, QN2. */
function freeAbbreviation(tx: Tx, name: string, key: string): Promise<string> {
  return firstFree(tx, Locality, "abbreviation", initials(name) || initials(key) || "L");
}

function initials(text: string): string {
  return slug(text)
    .split("-")
    .map((word) => word[0])
    .join("")
    .toUpperCase()
    .replace(/^\d+/, "")
    .slice(0, 8);
}
