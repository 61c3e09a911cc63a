import { Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate, payloadOf } from "../../graphql/mutations/mutation.js";
import { newRecord } from "../../graphql/mutations/save.js";
import { referKnown } from "../../graphql/reference.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { CreateMeetingInput, toRecord } from "../meetings/meeting.inputs.js";
import { meetingRecord } from "../meetings/meeting.record.js";
import { saveMeeting } from "../meetings/meeting.service.js";
import { checkKeeper } from "../meetings/who-meets.js";
import { tableCarryOver } from "./carry-over.js";

const CreateMeetingPayload = payloadOf("CreateMeetingPayload", "meeting", Meeting);

/** Here, and not with the other mutations of meetings, because a new meeting may begin with an agenda. */
@Resolver()
export class CreateMeetingResolver {
  @Mutation(() => CreateMeetingPayload, {
    description: "Records a meeting. For officers of the localities that meet, coordinators and admins.",
  })
  createMeeting(@InputArg(() => CreateMeetingInput) input: CreateMeetingInput, @Ctx() ctx: Context) {
    return mutate(ctx, "createMeeting", input, async (tx) => {
      const attending = (input.attendances ?? []).map((each) => each.localityId);
      checkKeeper(ctx, await referKnown(tx, Locality, [input.hostId, ...(input.localityIds ?? []), ...attending]));
      const record = await newRecord(tx, Meeting, meetingRecord, toRecord(input), input.title);
      const { row: meeting } = await saveMeeting(tx, record, null);
      if (input.carryOver) await tableCarryOver(ctx, tx, meeting);
      return { meeting };
    });
  }
}
