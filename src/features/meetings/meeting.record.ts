import { z } from "zod";
import { zKey, zLine, zList, zPartialDate, zProse, zReference } from "../../base/record.js";
import { zSources } from "../sources/source.record.js";
import { AttendanceRole, MeetingKind, MeetingState } from "./meeting.enums.js";

const attendance = z.strictObject({
  leader: zReference,
  locality: zReference.nullish(),
  role: z.enum(AttendanceRole),
  sources: zSources,
});

export const meetingRecord = z.strictObject({
  key: zKey,
  title: zLine(),
  titleEn: zLine().nullish(),
  summary: zProse().nullish(),
  summaryEn: zProse().nullish(),
  note: zProse().nullish(),
  noteEn: zProse().nullish(),
  kind: z.enum(MeetingKind),
  state: z.enum(MeetingState).optional(),
  heldOn: zPartialDate.nullish(),
  host: zReference.nullish(),
  localities: zList(zReference, 100),
  attendances: zList(attendance, 500),
  sources: zSources,
});
export type MeetingRecord = z.infer<typeof meetingRecord>;
