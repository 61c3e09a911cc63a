import { z } from "zod";
import { zHttpUrl, zKey, zLine, zList, zProse, zReference } from "../../base/record.js";
import { Visibility } from "../../graphql/visibility.js";

export const documentRecord = z.strictObject({
  key: zKey,
  title: zLine(),
  titleEn: zLine().nullish(),
  url: zHttpUrl.nullish(),
  visibility: z.enum(Visibility).optional(),
  note: zProse().nullish(),
  noteEn: zProse().nullish(),
});
export type DocumentRecord = z.infer<typeof documentRecord>;

const citationRecord = z.strictObject({
  document: zReference,
  locator: zLine(80).nullish(),
  note: zProse(1_000).nullish(),
});
export type CitationRecord = z.infer<typeof citationRecord>;

export const zSources = zList(citationRecord, 50);
