import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { forbidden } from "../../base/errors.js";
import { actsFor, type Context, requireRole } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate, payloadOf } from "../../graphql/mutation.js";
import { byIdOrKey, foundByIdOrKey, referKnown } from "../../graphql/reference.js";
import { Role } from "../../graphql/role.js";
import { changedRecord, existing, newRecord } from "../../graphql/save.js";
import { Shown } from "../../graphql/view.js";
import { Locality } from "../localities/locality.entity.js";
import { Attendance, Meeting } from "./meeting.entity.js";
import { CreateMeetingInput, toRecord, UpdateMeetingInput } from "./meeting.inputs.js";
import { meetingRecord } from "./meeting.record.js";
import { saveMeeting } from "./meeting.service.js";

const CreateMeetingPayload = payloadOf("CreateMeetingPayload", "meeting", Meeting);
const UpdateMeetingPayload = payloadOf("UpdateMeetingPayload", "meeting", Meeting);

@Resolver(() => Meeting)
export class MeetingResolver {
  @Query(() => Meeting, { nullable: true, description: "One meeting, by exactly one of id and key." })
  @Shown(foundByIdOrKey(Meeting))
  meeting(
    @Arg("id", () => ID, { nullable: true, description: "Its id." }) id: string | undefined,
    @Arg("key", () => String, { nullable: true, description: "Its key." }) key: string | undefined,
    @Ctx() ctx: Context,
  ) {
    return byIdOrKey(ctx, Meeting, { id, key });
  }

  @Mutation(() => CreateMeetingPayload, {
    description: "Records a meeting. For officers of the host or of a locality that attends, coordinators and admins.",
  })
  createMeeting(@InputArg(() => CreateMeetingInput) input: CreateMeetingInput, @Ctx() ctx: Context) {
    requireRole(ctx, Role.OFFICER);
    return mutate(ctx, "createMeeting", input, async (tx) => {
      const named = [input.hostId, ...(input.attendances ?? []).map((each) => each.localityId)];
      checkRight(ctx, await referKnown(tx, Locality, named));
      const record = await newRecord(tx, Meeting, meetingRecord, toRecord(input), input.title);
      return { meeting: (await saveMeeting(tx, record, null)).row };
    });
  }

  @Mutation(() => UpdateMeetingPayload, {
    description: "Changes a meeting. For officers of the host or of a locality that attends, coordinators and admins.",
  })
  updateMeeting(@InputArg(() => UpdateMeetingInput) input: UpdateMeetingInput, @Ctx() ctx: Context) {
    requireRole(ctx, Role.OFFICER);
    return mutate(ctx, "updateMeeting", input, async (tx) => {
      const row = await existing(tx, Meeting, input.id);
      const attendances = await tx.findBy(Attendance, { meetingId: row.id });
      const localities = [row.hostId, ...attendances.map((each) => each.localityId)];
      checkRight(
        ctx,
        localities.filter((each) => each !== null),
      );
      return { meeting: (await saveMeeting(tx, changedRecord(meetingRecord, toRecord(input)), row)).row };
    });
  }
}

function checkRight(ctx: Context, localities: readonly number[]): void {
  if (!actsFor(ctx, localities))
    throw forbidden("Meetings are kept by officers of the localities that meet and by coordinators.");
}
