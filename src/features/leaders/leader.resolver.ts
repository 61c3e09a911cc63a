import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { type Context, requireRole } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate, payloadOf } from "../../graphql/mutation.js";
import { PageArgs } from "../../graphql/page-args.js";
import { byIdOrKey } from "../../graphql/reference.js";
import { Role } from "../../graphql/role.js";
import { changedRecord, existing, newRecord } from "../../graphql/save.js";
import { Locality } from "../localities/locality.entity.js";
import { Citation } from "../sources/document.entity.js";
import { sourcesOf } from "../sources/source.service.js";
import { Leader, Post } from "./leader.entity.js";
import { CreateLeaderInput, LeaderFilter, LeaderOrder, toLeader, UpdateLeaderInput } from "./leader.inputs.js";
import { LeaderConnection, listLeaders } from "./leader.lists.js";
import { leaderRecord } from "./leader.record.js";
import { saveLeader } from "./leader.service.js";

const CreateLeaderPayload = payloadOf("CreateLeaderPayload", "leader", Leader);
const UpdateLeaderPayload = payloadOf("UpdateLeaderPayload", "leader", Leader);

@Resolver(() => Leader)
export class LeaderResolver {
  @Query(() => Leader, { nullable: true, description: "One leader, by exactly one of id and key." })
  leader(
    @Arg("id", () => ID, { nullable: true, description: "The leader's id." }) id: string | undefined,
    @Arg("key", () => String, { nullable: true, description: "The leader's key, such as nguyen-duc-chung." }) key:
      | string
      | undefined,
    @Ctx() ctx: Context,
  ) {
    return byIdOrKey(ctx, Leader, { id, key });
  }

  @Query(() => LeaderConnection, { description: "Leaders of all localities." })
  leaders(
    @Arg("filter", () => LeaderFilter, { nullable: true, description: "Which." }) filter: LeaderFilter | undefined,
    @Arg("orderBy", () => LeaderOrder, { nullable: true, description: "In which order; by name if left out." })
    orderBy: LeaderOrder | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ) {
    return listLeaders(ctx, { filter, orderBy, page });
  }

  @Mutation(() => CreateLeaderPayload, { description: "Records a leader. For admins." })
  createLeader(@InputArg(() => CreateLeaderInput) input: CreateLeaderInput, @Ctx() ctx: Context) {
    requireRole(ctx, Role.ADMIN);
    return mutate(ctx, "createLeader", input, async (tx) => {
      const record = await newRecord(tx, Leader, leaderRecord, toLeader(input), input.name);
      return { leader: (await saveLeader(tx, record, null)).row };
    });
  }

  @Mutation(() => UpdateLeaderPayload, { description: "Changes a leader. For admins." })
  updateLeader(@InputArg(() => UpdateLeaderInput) input: UpdateLeaderInput, @Ctx() ctx: Context) {
    requireRole(ctx, Role.ADMIN);
    return mutate(ctx, "updateLeader", input, async (tx) => {
      const row = await existing(tx, Leader, input.id);
      return { leader: (await saveLeader(tx, changedRecord(leaderRecord, toLeader(input)), row)).row };
    });
  }

  @FieldResolver(() => [Post], { description: "The offices the leader has held." })
  posts(@Root() leader: Leader, @Ctx() ctx: Context) {
    return ctx.load.many(Post, "leaderId", leader.id);
  }

  @FieldResolver(() => [Citation], { description: "What vouches for this record." })
  sources(@Root() leader: Leader, @Ctx() ctx: Context) {
    return sourcesOf(ctx, leader);
  }
}

@Resolver(() => Locality)
export class LocalityLeadersResolver {
  @FieldResolver(() => [Post], { description: "The offices held in it." })
  posts(@Root() locality: Locality, @Ctx() ctx: Context) {
    return ctx.load.many(Post, "localityId", locality.id);
  }

  @FieldResolver(() => LeaderConnection, { description: "The leaders who have held an office in it." })
  leaders(
    @Root() locality: Locality,
    @Arg("filter", () => LeaderFilter, { nullable: true, description: "Which." }) filter: LeaderFilter | undefined,
    @Arg("orderBy", () => LeaderOrder, { nullable: true, description: "In which order; by name if left out." })
    orderBy: LeaderOrder | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ) {
    const through = "SELECT DISTINCT leader_id AS child, locality_id AS parent FROM post";
    return listLeaders(ctx, { filter, orderBy, page }, { through, parent: locality.id });
  }
}
