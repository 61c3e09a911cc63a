import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { listPage } from "../../graphql/lists/page.js";
import { DateTime } from "../../graphql/scalars.js";
import { Shown, type Through } from "../../graphql/view.js";
import { statusAt, statusAtSql } from "./as-of.js";
import { Commitment } from "./commitment.entity.js";
import { CommitmentStatus } from "./commitment.enums.js";
import { changeList, LogPageArgs, StatusChangeConnection } from "./commitment.lists.js";
import { nextStatuses } from "./standing.js";
import { Evidence, StatusChange } from "./status-change.entity.js";

const OF_COMMITMENT: Through = { column: "commitment_id" };

@Resolver(() => Commitment)
export class CommitmentFieldsResolver {
  @FieldResolver(() => [CommitmentStatus], { description: "The steps that the caller may take now." })
  nextStatuses(@Root() commitment: Commitment, @Ctx() ctx: Context) {
    return nextStatuses(ctx, commitment);
  }

  @FieldResolver(() => CommitmentStatus, {
    nullable: true,
    description: "Where it stood at an instant, by its history; null before its first status.",
  })
  @Shown({ kind: "value", sql: statusAtSql })
  statusAt(
    @Root() commitment: Commitment,
    @Arg("at", () => DateTime, { description: "The instant; one to come is as if nothing happened until then." })
    at: Date,
    @Ctx() ctx: Context,
  ) {
    return statusAt(ctx, commitment.id, at);
  }

  @FieldResolver(() => StatusChangeConnection, { description: "Its changes of status, oldest first." })
  @Shown({ kind: "list", list: changeList, through: OF_COMMITMENT })
  async history(@Root() { id }: Commitment, @Args(() => LogPageArgs) page: LogPageArgs, @Ctx() ctx: Context) {
    return listPage(ctx, await changeList.ask(ctx, page), { through: OF_COMMITMENT, id });
  }

  @FieldResolver(() => [Evidence], { description: "All that has been brought to show that it was done, oldest first." })
  evidence(@Root() commitment: Commitment, @Ctx() ctx: Context) {
    return evidenceOf(ctx, commitment.id);
  }
}

/** Read from the few changes that bring any, however long the histories are. */
function evidenceOf(ctx: Context, id: number): Promise<Evidence[]> {
  return ctx.load.batch("evidence", id, async (ids: readonly number[]) => {
    const changes = await ctx.db.read
      .createQueryBuilder(StatusChange, "h")
      .where("h.commitmentId IN (:...ids) AND h.evidence <> '[]'", { ids })
      .orderBy("h.position")
      .getMany();
    return ids.map((each) => changes.filter((h) => h.commitmentId === each).flatMap((h) => h.evidence));
  });
}
