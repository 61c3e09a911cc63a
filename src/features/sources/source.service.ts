import { endsInHiddenWord } from "../../base/hidden-word.js";
import { wrong } from "../../base/record.js";
import { refer } from "../../graphql/reference.js";
import { Visibility } from "../../graphql/visibility.js";
import type { Tx } from "../../store/db.js";
import { hiddenId } from "../../store/hidden-id.js";
import { replaceRows, type Saved, saveRow } from "../../store/rows.js";
import { Citation, Document } from "./document.entity.js";
import type { CitationRecord, DocumentRecord } from "./source.record.js";

/** Records a document, or changes what is said of an existing one. */
export async function saveDocument(
  tx: Tx,
  record: Partial<DocumentRecord>,
  existing: Document | null,
): Promise<Saved<Document>> {
  const { title, note, ...rest } = record;
  const born = existing === null ? await bornWith(tx, record) : {};
  return saveRow(tx, Document, existing, { ...born, ...rest, titleVi: title, noteVi: note });
}

/** Neither the id nor the key of what is born hidden may tell of it. */
async function bornWith(tx: Tx, { key = "", visibility }: Partial<DocumentRecord>): Promise<Partial<Document>> {
  if (visibility !== Visibility.PARTIES) return { visibility: Visibility.PUBLIC };
  if (!endsInHiddenWord(key))
    throw wrong(
      ["key"],
      "that of a document which is not public ends in a word that nobody guesses, like bien-ban-k7f3q.",
    );
  return { id: await hiddenId(tx, "document") };
}

/** Makes these the citations of a record. True when something changed; undefined sources touch nothing. */
export async function saveSources(
  tx: Tx,
  subject: { constructor: { name: string }; id: number },
  sources: CitationRecord[] | undefined,
  path: PropertyKey[] = [],
): Promise<boolean> {
  if (sources === undefined) return false;
  const rows: Partial<Citation>[] = [];
  for (const [index, { document, locator = null, note = null }] of sources.entries()) {
    const documentId = await refer(tx, Document, document, [...path, "sources", index, "document"]);
    rows.push({ documentId, locator, note });
  }
  return replaceRows(tx, Citation, { subject: subject.constructor.name, subjectId: subject.id }, rows);
}
