import { Args, Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { connectionOf } from "../../graphql/lists/connection.js";
import { listPage } from "../../graphql/lists/page.js";
import { Direction, PageArgs } from "../../graphql/lists/page-args.js";
import { Commitment } from "../commitments/commitment.entity.js";
import { CommitmentOrderField, commitmentList } from "../commitments/commitment.lists.js";
import { LocalitySuccession } from "../localities/locality-parts.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { loadLocalities } from "../meetings/who-meets.js";
import { CarryOverReason } from "./agenda.enums.js";
import { carriedOver, reasonsOf } from "./carry-over.js";

@ObjectType({ description: "A commitment that should be on the table again, and why." })
export class CarryOver {
  @Field(() => Commitment, { description: "The commitment." })
  commitment: Commitment;

  @Field(() => [CarryOverReason], { description: "Why: at least one reason." })
  reasons: CarryOverReason[];
}

@ObjectType({ description: "A page of what should be on the table again." })
class CarryOverConnection extends connectionOf(CarryOver) {}

@Resolver(() => Meeting)
export class CarryOverResolver {
  @FieldResolver(() => CarryOverConnection, {
    description:
      "Open commitments between the localities that meet (or of the one, where only one does) that are overdue, stale, disputed or wait for the other side's confirmation, the earliest due first. For a locality that was merged its successor answers.",
  })
  async carryOver(@Root() meeting: Meeting, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context) {
    const orderBy = { field: CommitmentOrderField.DUE_ON, direction: Direction.ASC };
    const asked = await commitmentList.ask(ctx, { ...page, orderBy });
    const localities = await loadLocalities(ctx, meeting);
    const ids = localities.map((each) => each.id);
    const where = await carriedOver(ctx, ids, await ctx.load.all(LocalitySuccession));
    const found = await listPage(ctx, { ...asked, where, whereKey: `carried over ${ids}` });
    const edges = found.edges.map(({ cursor, node }) => ({ cursor, node: carried(node as Commitment) }));
    return { ...found, edges, nodes: edges.map((edge) => edge.node) };
  }
}

function carried(commitment: Commitment): CarryOver {
  return Object.assign(new CarryOver(), { commitment, reasons: reasonsOf(commitment) });
}
