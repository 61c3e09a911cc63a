import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { notFound } from "../../base/errors.js";
import type { Context } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate } from "../../graphql/mutation.js";
import { Cursor } from "../../graphql/scalars.js";
import { writeCursor } from "../../live/log.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { Commitment } from "./commitment.entity.js";
import { listChanges, StatusChangeConnection } from "./commitment.lists.js";
import { CommitmentFilter } from "./filter.inputs.js";
import {
  ChangeCommitmentStatusInput,
  ChangeCommitmentStatusPayload,
  RevertStatusChangeInput,
  RevertStatusChangePayload,
} from "./status.inputs.js";
import { changeStatus, revertChange } from "./status.service.js";
import { Actor, StatusChange } from "./status-change.entity.js";

@Resolver(() => StatusChange)
export class StatusChangeResolver {
  @Query(() => StatusChangeConnection, {
    description: "The log of all changes of status, oldest first: the same that subscriptions follow.",
  })
  statusChanges(
    @Arg("filter", () => CommitmentFilter, {
      nullable: true,
      description: "Of which commitments; status means the one a change led to.",
    })
    filter: CommitmentFilter | undefined,
    @Arg("after", () => Cursor, {
      nullable: true,
      description: "Only those after this cursor; from the beginning if left out.",
    })
    after: string | undefined,
    @Arg("first", () => Int, { nullable: true, description: "How many: 1 to 100; 50 if left out." }) first:
      | number
      | undefined,
    @Ctx() ctx: Context,
  ) {
    return listChanges(ctx, { filter, after, first });
  }

  @Mutation(() => ChangeCommitmentStatusPayload, {
    description: "Takes one step in the life of a commitment. Who may take it and what it needs depends on the step.",
  })
  changeCommitmentStatus(
    @InputArg(() => ChangeCommitmentStatusInput) input: ChangeCommitmentStatusInput,
    @Ctx() ctx: Context,
  ) {
    return mutate(ctx, "changeCommitmentStatus", input, (tx) => changeStatus(ctx, tx, input));
  }

  @Mutation(() => RevertStatusChangePayload, {
    description: "Takes a mistaken change back by a new one that names it. For coordinators and admins.",
  })
  revertStatusChange(@InputArg(() => RevertStatusChangeInput) input: RevertStatusChangeInput, @Ctx() ctx: Context) {
    return mutate(ctx, "revertStatusChange", input, (tx) => revertChange(ctx, tx, input));
  }

  @FieldResolver(() => Cursor, { description: "Its place in the log: go on after it." })
  cursor(@Root() change: StatusChange) {
    return writeCursor(change);
  }

  @FieldResolver(() => Commitment, { description: "The commitment, as it is now." })
  async commitment(@Root() change: StatusChange, @Ctx() ctx: Context) {
    const commitment = await ctx.load.one(Commitment, change.commitmentId);
    if (commitment === null) throw notFound("commitment"); // hidden since the change was read
    return commitment;
  }

  @FieldResolver(() => Meeting, { nullable: true, description: "The meeting at which it was made." })
  meeting(@Root() change: StatusChange, @Ctx() ctx: Context) {
    return ctx.load.one(Meeting, change.meetingId);
  }

  @FieldResolver(() => StatusChange, { nullable: true, description: "The mistaken change that this one takes back." })
  reverts(@Root() change: StatusChange, @Ctx() ctx: Context) {
    return ctx.load.one(StatusChange, change.revertsId);
  }
}

@Resolver(() => Actor)
export class ActorResolver {
  @FieldResolver(() => [Locality], {
    description: "The parties for which the change was made; none for a coordinator.",
  })
  localities(@Root() actor: Actor, @Ctx() ctx: Context) {
    return Promise.all(actor.localityIds.map((id) => ctx.load.one(Locality, id)));
  }
}
