import { z } from "zod";
import { HIDDEN_WORD } from "../../base/hidden-word.js";
import { zHttpUrl, zKey, zLine, zList, zPartialDate, zProse, zReference } from "../../base/record.js";
import { Visibility } from "../../graphql/visibility.js";
import { zSources } from "../sources/source.record.js";
import { CommitmentKind, CommitmentStatus } from "./commitment.enums.js";
import { NEVER_DUE } from "./conditions.js";

const zParties = z.array(zReference).max(100);

const fields = {
  title: zLine(),
  titleEn: zLine().nullish(),
  description: zProse().nullish(),
  descriptionEn: zProse().nullish(),
  kind: z.enum(CommitmentKind),
  visibility: z.enum(Visibility).optional(),
  owes: zParties,
  benefits: zParties,
  saidBy: zList(zReference, 100),
  sectors: zList(zReference, 100),
  initiative: zReference.nullish(),
  meeting: zReference.nullish(),
  dueOn: zPartialDate.refine((date) => date < NEVER_DUE.slice(0, 4), "must be before the year 9999").nullish(),
  sources: zSources,
};

/** What a mutation may say of a commitment. */
export const commitmentFields = z.strictObject(fields);
export type CommitmentFields = z.infer<typeof commitmentFields>;

const REFERENCE = new RegExp(`^[A-Z0-9]+(-[A-Z0-9]+)*-([A-Z0-9]+|${HIDDEN_WORD})$`);

/** A commitment in a data file: also who proposed it, and the status in which it enters the register. */
export const commitmentRecord = z.strictObject({
  key: zKey,
  reference: z.string().max(60).regex(REFERENCE, "must be like HN-QNA-2019-07 or HN-QNA-2019-k7f3q").optional(),
  ...fields,
  proposedBy: zReference.nullish(),
  status: z.enum(CommitmentStatus).meta({ default: CommitmentStatus.PROPOSED }).optional(),
  statusOn: zPartialDate.nullish(),
});
export type CommitmentRecord = z.infer<typeof commitmentRecord>;

/** What a step may bring along. */
export const stepRecord = z.object({
  reason: zProse(2_000).nullish(),
  evidence: z
    .array(z.object({ title: zLine(), url: zHttpUrl.nullish(), note: zProse(1_000).nullish() }))
    .max(20)
    .nullish(),
});
