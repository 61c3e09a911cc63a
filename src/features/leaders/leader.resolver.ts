import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { type Context, requireRole } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate, payloadOf } from "../../graphql/mutations/mutation.js";
import { changedRecord, existing, newRecord } from "../../graphql/mutations/save.js";
import { byIdOrKey, foundByIdOrKey } from "../../graphql/reference.js";
import { Role } from "../../graphql/role.js";
import { Shown } from "../../graphql/view.js";
import { Leader } from "./leader.entity.js";
import { CreateLeaderInput, toLeader, UpdateLeaderInput } from "./leader.inputs.js";
import { leaderRecord } from "./leader.record.js";
import { saveLeader } from "./leader.service.js";

const CreateLeaderPayload = payloadOf("CreateLeaderPayload", "leader", Leader);
const UpdateLeaderPayload = payloadOf("UpdateLeaderPayload", "leader", Leader);

@Resolver(() => Leader)
export class LeaderResolver {
  @Query(() => Leader, { nullable: true, description: "One leader, by exactly one of id and key." })
  @Shown(foundByIdOrKey(Leader))
  leader(
    @Arg("id", () => ID, { nullable: true, description: "The leader's id." }) id: string | undefined,
    @Arg("key", () => String, { nullable: true, description: "The leader's key, such as nguyen-duc-chung." }) key:
      | string
      | undefined,
    @Ctx() ctx: Context,
  ) {
    return byIdOrKey(ctx, Leader, { id, key });
  }

  @Mutation(() => CreateLeaderPayload, { description: "Records a leader. For admins." })
  createLeader(@InputArg(() => CreateLeaderInput) input: CreateLeaderInput, @Ctx() ctx: Context) {
    return mutate(ctx, "createLeader", input, async (tx) => {
      requireRole(ctx, Role.ADMIN);
      const record = await newRecord(tx, Leader, leaderRecord, toLeader(input), input.name);
      return { leader: (await saveLeader(tx, record, null)).row };
    });
  }

  @Mutation(() => UpdateLeaderPayload, { description: "Changes a leader. For admins." })
  updateLeader(@InputArg(() => UpdateLeaderInput) input: UpdateLeaderInput, @Ctx() ctx: Context) {
    return mutate(ctx, "updateLeader", input, async (tx) => {
      const row = await existing(tx, Leader, input.id);
      requireRole(ctx, Role.ADMIN);
      return { leader: (await saveLeader(tx, changedRecord(leaderRecord, toLeader(input)), row)).row };
    });
  }
}
