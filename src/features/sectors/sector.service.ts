import { wrong } from "../../base/record.js";
import { referIf } from "../../graphql/reference.js";
import type { Tx } from "../../store/db.js";
import { type Saved, saveRow, withParts } from "../../store/rows.js";
import { saveSources } from "../sources/source.service.js";
import { Sector } from "./sector.entity.js";
import type { SectorRecord } from "./sector.record.js";

/** Creates a sector, or changes what the record says of an existing one. Throws BAD_INPUT on a third level. */
export async function saveSector(
  tx: Tx,
  record: Partial<SectorRecord>,
  existing: Sector | null,
): Promise<Saved<Sector>> {
  const parentId = await referIf(tx, Sector, record.parent, ["parent"]);
  if (parentId != null) await checkLevels(tx, parentId, existing);
  const saved = await saveRow(tx, Sector, existing, {
    key: record.key,
    nameVi: record.name,
    nameEn: record.nameEn,
    descriptionVi: record.description,
    descriptionEn: record.descriptionEn,
    parentId,
  });
  return withParts(saved, [await saveSources(tx, saved.row, record.sources)]);
}

async function checkLevels(tx: Tx, parentId: number, child: Sector | null): Promise<void> {
  const parent = await tx.findOneByOrFail(Sector, { id: parentId });
  const hasChildren = child !== null && (await tx.existsBy(Sector, { parentId: child.id }));
  if (parent.parentId !== null || parentId === child?.id || hasChildren) {
    throw wrong(["parent"], "sectors form a tree of two levels.");
  }
}
