import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { listPage } from "../../graphql/lists/page.js";
import { mutate } from "../../graphql/mutations/mutation.js";
import { Cursor } from "../../graphql/scalars.js";
import { Shown } from "../../graphql/view.js";
import { Locality } from "../localities/locality.entity.js";
import { changeList, LogPageArgs, StatusChangeConnection } from "./commitment.lists.js";
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
  @Shown({ kind: "list", list: changeList })
  async statusChanges(
    @Arg("filter", () => CommitmentFilter, {
      nullable: true,
      description: "Of which commitments; status means the one a change led to.",
    })
    filter: CommitmentFilter | undefined,
    @Args(() => LogPageArgs) page: LogPageArgs,
    @Ctx() ctx: Context,
  ) {
    return listPage(ctx, await changeList.ask(ctx, { filter, ...page }));
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
  cursor(@Root() change: StatusChange, @Ctx() ctx: Context) {
    return ctx.feed.log.cursors.of(change);
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
