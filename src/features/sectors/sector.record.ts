import { z } from "zod";
import { zKey, zLine, zProse, zReference } from "../../base/record.js";
import { zSources } from "../sources/source.record.js";

export const sectorRecord = z.strictObject({
  key: zKey,
  name: zLine(120),
  nameEn: zLine(120).nullish(),
  description: zProse().nullish(),
  descriptionEn: zProse().nullish(),
  parent: zReference.nullish(),
  sources: zSources,
});
export type SectorRecord = z.infer<typeof sectorRecord>;
