import { z } from "zod";
import { zDate, zKey, zLine, zList, zPartialDate, zProse, zReference } from "../../base/record.js";
import { zSources } from "../sources/source.record.js";
import { CodeScheme, LocalityKind, SuccessionKind } from "./locality.enums.js";

const code = z.strictObject({
  scheme: z.enum(CodeScheme),
  value: zLine(20),
  validFrom: zDate.nullish(),
  validUntil: zDate.nullish(),
});

const designation = z.strictObject({
  kind: z.enum(LocalityKind),
  from: zPartialDate.nullish(),
  until: zPartialDate.nullish(),
});

const succession = z.strictObject({
  locality: zReference,
  on: zDate,
  kind: z.enum(SuccessionKind),
  note: zProse(1_000).nullish(),
});

export const localityRecord = z.strictObject({
  key: zKey,
  name: zLine(120),
  nameEn: zLine(120).nullish(),
  kind: z.enum(LocalityKind),
  abbreviation: z
    .string()
    .regex(/^[A-Z][A-Z0-9]{0,9}$/, "must be 1 to 10 capital letters or digits, like QNA")
    .optional(),
  parent: zReference.nullish(),
  existsFrom: zPartialDate.nullish(),
  existsUntil: zPartialDate.nullish(),
  codes: zList(code, 50),
  designations: zList(designation, 50),
  succeededBy: zList(succession, 50),
  sources: zSources,
});
export type LocalityRecord = z.infer<typeof localityRecord>;
