import { refer } from "../../graphql/reference.js";
import type { Tx } from "../../store/db.js";
import { replaceRows, type Saved, saveRow } from "../../store/rows.js";
import { Citation, Document } from "./document.entity.js";
import type { CitationRecord, DocumentRecord } from "./source.record.js";

export function saveDocument(
  tx: Tx,
  record: Partial<DocumentRecord>,
  existing: Document | null,
): Promise<Saved<Document>> {
  const { title, note, ...rest } = record;
  return saveRow(tx, Document, existing, { ...rest, titleVi: title, noteVi: note });
}

/** Makes these the citations of a record. True when something changed; undefined sources touch nothing. */
export async function saveSources(
  tx: Tx,
  subject: { constructor: { name: string }; id: number },
  sources: CitationRecord[] | undefined,
): Promise<boolean> {
  if (sources === undefined) return false;
  const rows: Partial<Citation>[] = [];
  for (const [index, { document, locator = null, note = null }] of sources.entries()) {
    const documentId = await refer(tx, Document, document, ["sources", index, "document"]);
    rows.push({ documentId, locator, note });
  }
  return replaceRows(tx, Citation, { subject: subject.constructor.name, subjectId: subject.id }, rows);
}
