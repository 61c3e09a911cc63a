import { z } from "zod";
import { zKey, zLine, zList, zPartialDate, zProse, zReference } from "../../base/record.js";
import { zSources } from "../sources/source.record.js";
import { ParticipantRole, Rhythm } from "./initiative.enums.js";

const participant = z.strictObject({ locality: zReference, role: z.enum(ParticipantRole) });

const period = z.strictObject({
  from: zPartialDate.nullish(),
  until: zPartialDate.nullish(),
  rhythm: z.enum(Rhythm).nullish(),
});

export const initiativeRecord = z.strictObject({
  key: zKey,
  title: zLine(),
  titleEn: zLine().nullish(),
  summary: zProse().nullish(),
  summaryEn: zProse().nullish(),
  parent: zReference.nullish(),
  participants: z.array(participant).min(1).max(100),
  sectors: zList(zReference, 100),
  period: period.nullish(),
  sources: zSources,
});
export type InitiativeRecord = z.infer<typeof initiativeRecord>;
