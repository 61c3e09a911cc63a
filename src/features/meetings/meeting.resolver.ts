import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { given } from "../../base/record.js";
import type { Context } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { Most } from "../../graphql/most.js";
import { mutate, payloadOf } from "../../graphql/mutations/mutation.js";
import { changedRecord, existing } from "../../graphql/mutations/save.js";
import { byIdOrKey, foundByIdOrKey } from "../../graphql/reference.js";
import { Shown } from "../../graphql/view.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "./meeting.entity.js";
import { toRecord, UpdateMeetingInput } from "./meeting.inputs.js";
import { meetingRecord } from "./meeting.record.js";
import { lockMeeting, saveMeeting } from "./meeting.service.js";
import { asGuest, checkHost, checkKeeper, checkRecord, leads, loadLocalities, localitiesIn } from "./who-meets.js";

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

  @Mutation(() => UpdateMeetingPayload, {
    description:
      "Changes a meeting. For officers of the localities that meet, coordinators and admins; who hosts it, its state and who else meets are changed by officers of the host (who hosts it while in session: by a coordinator). Of one that was closed here officers change summary and note alone.",
  })
  updateMeeting(@InputArg(() => UpdateMeetingInput) input: UpdateMeetingInput, @Ctx() ctx: Context) {
    return mutate(ctx, "updateMeeting", input, async (tx) => {
      const { id } = await existing(tx, Meeting, input.id);
      const row = (await lockMeeting(tx, "id", id)) as Meeting;
      checkKeeper(ctx, await localitiesIn(tx, row));
      const changes = given(toRecord(input));
      checkRecord(ctx, row, changes);
      const save = () => saveMeeting(tx, changedRecord(meetingRecord, changes), row);
      const { hostId } = row;
      const { row: meeting } = await (leads(ctx, row) ? save() : asGuest(ctx, tx, row, save));
      checkHost(ctx, meeting, hostId);
      return { meeting };
    });
  }

  @Most(10)
  @FieldResolver(() => [Locality], {
    description: "Who meets: the host first, then those that take part, then those somebody attends for.",
  })
  localities(@Root() meeting: Meeting, @Ctx() ctx: Context) {
    return loadLocalities(ctx, meeting);
  }
}
