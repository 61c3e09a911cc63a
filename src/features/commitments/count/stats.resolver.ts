import type { GraphQLResolveInfo } from "graphql";
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Info,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from "type-graphql";
import type { Context } from "../../../graphql/context.js";
import { selects } from "../../../graphql/lists/selection.js";
import { Most } from "../../../graphql/most.js";
import { DateTime, PartialDate } from "../../../graphql/scalars.js";
import { Initiative } from "../../initiatives/initiative.entity.js";
import { Locality } from "../../localities/locality.entity.js";
import { Meeting } from "../../meetings/meeting.entity.js";
import { Sector } from "../../sectors/sector.entity.js";
import { AS_OF } from "../as-of.js";
import { CommitmentKind, CommitmentStatus } from "../commitment.enums.js";
import { CommitmentFilter } from "../filter.inputs.js";
import { COUNTS } from "./counting.js";
import { CommitmentDimension, countCommitments, type Group } from "./stats.js";

registerEnumType(CommitmentDimension, {
  name: "CommitmentDimension",
  description: "By what commitments are counted.",
  valuesConfig: {
    STATUS: { description: "By where they stand." },
    SECTOR: {
      description: "By the sectors they lie in themselves, without the children's; one in two sectors counts in both.",
    },
    OWED_BY: {
      description:
        "By the localities that owe; one that two owe counts with both. With BENEFITS, each owes to each: one that is JOINT also to itself.",
    },
    BENEFITS: { description: "By the localities they are for; one for two counts with both." },
    INITIATIVE: { description: "By the initiative they belong to." },
    MEETING: { description: "By the meeting at which they were made." },
    KIND: { description: "By how they came up." },
    DUE_YEAR: { description: "By the year in which they are due." },
  },
});

@ObjectType({
  description: "How many commitments there are of one group. The fields of the dimensions asked for are filled.",
})
export class CommitmentStat {
  group: Group;

  @Field(() => CommitmentStatus, { nullable: true, description: "The group's status, counted by STATUS." })
  status: CommitmentStatus | null;

  @Field(() => CommitmentKind, { nullable: true, description: "The group's kind, counted by KIND." })
  kind: CommitmentKind | null;

  @Field(() => Int, {
    nullable: true,
    description: "The group's year, counted by DUE_YEAR; null for those without a due date.",
  })
  year: number | null;

  @Field(() => Int, { description: "How many." })
  count: number;

  @Field(() => Int, { description: "How many of them are overdue." })
  overdue: number;

  @Field(() => Int, { description: "How many of them are stale." })
  stale: number;

  @Field(() => Int, { description: "How many of them are disputed." })
  disputed: number;

  @Field(() => PartialDate, { nullable: true, description: "The earliest due date among those that are open." })
  oldestDue: string | null;
}

@Resolver(() => CommitmentStat)
export class StatsResolver {
  @Most(500)
  @Query(() => [CommitmentStat], {
    description:
      "Counts of the commitments that the caller may see, by one or two dimensions; the largest group first, and null what has none. At most 10,000 groups.",
  })
  commitmentStats(
    @Arg("filter", () => CommitmentFilter, { nullable: true, description: "Which commitments." }) filter:
      | CommitmentFilter
      | undefined,
    @Arg("groupBy", () => [CommitmentDimension], { description: "One or two dimensions." })
    groupBy: CommitmentDimension[],
    @Arg("asOf", () => DateTime, { nullable: true, description: AS_OF })
    asOf: Date | undefined,
    @Info() info: GraphQLResolveInfo,
    @Ctx() ctx: Context,
  ) {
    const wanted = COUNTS.filter((each) => selects(info, each));
    return countCommitments(ctx, { filter, groupBy, asOf, wanted });
  }

  @FieldResolver(() => Sector, { nullable: true, description: "The group's sector, counted by SECTOR." })
  sector(@Root() { group }: CommitmentStat, @Ctx() ctx: Context) {
    return ctx.load.one(Sector, group.SECTOR as number);
  }

  @FieldResolver(() => Locality, {
    nullable: true,
    description: "The group's locality, counted by OWED_BY or BENEFITS; by both, the one that owes.",
  })
  locality(@Root() { group }: CommitmentStat, @Ctx() ctx: Context) {
    return ctx.load.one(Locality, (group.OWED_BY ?? group.BENEFITS) as number);
  }

  @FieldResolver(() => Locality, { nullable: true, description: "The one that owes, counted by OWED_BY." })
  owedBy(@Root() { group }: CommitmentStat, @Ctx() ctx: Context) {
    return ctx.load.one(Locality, group.OWED_BY as number);
  }

  @FieldResolver(() => Locality, { nullable: true, description: "The one they are for, counted by BENEFITS." })
  benefits(@Root() { group }: CommitmentStat, @Ctx() ctx: Context) {
    return ctx.load.one(Locality, group.BENEFITS as number);
  }

  @FieldResolver(() => Initiative, { nullable: true, description: "The group's initiative, counted by INITIATIVE." })
  initiative(@Root() { group }: CommitmentStat, @Ctx() ctx: Context) {
    return ctx.load.one(Initiative, group.INITIATIVE as number);
  }

  @FieldResolver(() => Meeting, { nullable: true, description: "The group's meeting, counted by MEETING." })
  meeting(@Root() { group }: CommitmentStat, @Ctx() ctx: Context) {
    return ctx.load.one(Meeting, group.MEETING as number);
  }
}
