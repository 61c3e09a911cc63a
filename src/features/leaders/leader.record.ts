import { z } from "zod";
import { zKey, zLine, zList, zPartialDate, zReference } from "../../base/record.js";
import { zSources } from "../sources/source.record.js";
import { PostBody } from "./leader.entity.js";

export const postRecord = z.strictObject({
  title: zLine(),
  titleEn: zLine().nullish(),
  body: z.enum(PostBody),
  locality: zReference,
  from: zPartialDate.nullish(),
  until: zPartialDate.nullish(),
  observedOn: zPartialDate.nullish(),
  sources: zSources,
});
export type PostRecord = z.infer<typeof postRecord>;

export const leaderRecord = z.strictObject({
  key: zKey,
  name: zLine(120),
  posts: zList(postRecord, 100),
  sources: zSources,
});
export type LeaderRecord = z.infer<typeof leaderRecord>;
