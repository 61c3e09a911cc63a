import { z } from "zod";
import { commitmentRecord } from "../commitments/commitment.record.js";
import { initiativeRecord } from "../initiatives/initiative.record.js";
import { leaderRecord } from "../leaders/leader.record.js";
import { localityRecord } from "../localities/locality.record.js";
import { meetingRecord } from "../meetings/meeting.record.js";
import { sectorRecord } from "../sectors/sector.record.js";
import { documentRecord } from "../sources/source.record.js";

/** A data file: lists of records by kind, each optional. Published as JSON Schema in `data/schema.json`. */
export const dataFile = z.strictObject({
  documents: z.array(documentRecord).optional(),
  localities: z.array(localityRecord).optional(),
  sectors: z.array(sectorRecord).optional(),
  leaders: z.array(leaderRecord).optional(),
  initiatives: z.array(initiativeRecord).optional(),
  meetings: z.array(meetingRecord).optional(),
  commitments: z.array(commitmentRecord).optional(),
});
export type DataFile = z.infer<typeof dataFile>;
export type RecordKind = keyof DataFile;

/** The JSON Schema of a data file, for editors. */
export function dataFileSchema(): object {
  return z.toJSONSchema(dataFile, { io: "input" });
}
