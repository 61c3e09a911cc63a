import { badInput } from "../../base/errors.js";
import { searchKey, slug, sortKey } from "../../base/text.js";
import { refer, referIf } from "../../graphql/reference.js";
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
  const { name, nameEn } = record;
  const saved = await saveRow(tx, Locality, existing, {
    key: record.key,
    nameVi: name,
    nameEn,
    kind: record.kind,
    abbreviation: record.abbreviation ?? (existing === null ? initials(name ?? "") : undefined),
    parentId: await referIf(tx, Locality, record.parent, ["parent"]),
    existsFrom: record.existsFrom,
    existsUntil: record.existsUntil,
    searchKey: searchKey(name ?? existing?.nameVi, nameEn === undefined ? existing?.nameEn : nameEn),
    sortKey: sortKey(name ?? existing?.nameVi ?? ""),
  });
  return withParts(saved, [
    await replaceRows(tx, LocalityCode, { localityId: saved.row.id }, codes(record)),
    await replaceRows(tx, LocalityDesignation, { localityId: saved.row.id }, designations(record)),
    await saveSuccessions(tx, saved.row, record),
    await saveSources(tx, saved.row, record.sources),
  ]);
}

/** The successions of a record; to be called once all localities they may name exist. */
async function saveSuccessions(tx: Tx, { id }: Locality, { succeededBy }: Partial<LocalityRecord>): Promise<boolean> {
  if (succeededBy == null) return false;
  const rows: Partial<LocalitySuccession>[] = [];
  for (const [index, { locality, on, kind, note = null }] of succeededBy.entries()) {
    const successorId = await refer(tx, Locality, locality, ["succeededBy", index, "locality"]);
    if (await leadsTo(tx, successorId, id)) {
      throw badInput(`succeededBy.${index}: a locality cannot succeed itself.`, {
        path: ["succeededBy", index, "locality"],
      });
    }
    rows.push({ successorId, effectiveOn: on, kind, note });
  }
  return replaceRows(tx, LocalitySuccession, { predecessorId: id }, rows);
}

/** True if following successions from one locality arrives at the other. */
async function leadsTo(tx: Tx, from: number, to: number): Promise<boolean> {
  if (from === to) return true;
  const next = await tx.findBy(LocalitySuccession, { predecessorId: from });
  for (const { successorId } of next) if (await leadsTo(tx, successorId, to)) return true;
  return false;
}

function codes({ codes }: Partial<LocalityRecord>): Partial<LocalityCode>[] | undefined {
  return codes?.map(({ scheme, value, validFrom = null, validUntil = null }) => ({
    scheme,
    value,
    validFrom,
    validUntil,
  }));
}

function designations({ designations }: Partial<LocalityRecord>): Partial<LocalityDesignation>[] | undefined {
  return designations?.map(({ kind, from = null, until = null }) => ({ kind, validFrom: from, validUntil: until }));
}

function initials(name: string): string {
  return slug(name)
    .split("-")
    .map((word) => word[0])
    .join("")
    .toUpperCase()
    .slice(0, 10);
}
