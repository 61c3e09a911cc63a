import { Arg, Args, type ClassType, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { PageArgs } from "../../graphql/page-args.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { MeetingFilter, MeetingOrder } from "./meeting.inputs.js";
import { listMeetings, MEETINGS_OF_LOCALITIES, MeetingConnection } from "./meeting.lists.js";

/** The `meetings` of another noun, through the relation given. */
function meetingsOf(noun: ClassType<{ id: number }>, description: string, through: string) {
  @Resolver(() => noun)
  class RelatedResolver {
    @FieldResolver(() => MeetingConnection, { description })
    meetings(
      @Root() root: { id: number },
      @Arg("filter", () => MeetingFilter, { nullable: true, description: "Which." }) filter: MeetingFilter | undefined,
      @Arg("orderBy", () => MeetingOrder, {
        nullable: true,
        description: "In which order; the latest first if left out.",
      })
      orderBy: MeetingOrder | undefined,
      @Args(() => PageArgs) page: PageArgs,
      @Ctx() ctx: Context,
    ) {
      return listMeetings(ctx, { filter, orderBy, page }, { through, parent: root.id });
    }
  }
  return RelatedResolver;
}

export const meetingRelatedResolvers = [
  meetingsOf(Locality, "The meetings it hosted or attended.", MEETINGS_OF_LOCALITIES),
  meetingsOf(
    Leader,
    "The meetings the leader attended.",
    "SELECT meeting_id AS child, leader_id AS parent FROM attendance",
  ),
];
