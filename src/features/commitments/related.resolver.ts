import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, type ClassType, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { PageArgs } from "../../graphql/page-args.js";
import { selects } from "../../graphql/selection.js";
import { Initiative } from "../initiatives/initiative.entity.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { Sector } from "../sectors/sector.entity.js";
import { CommitmentConnection, CommitmentOrder, listCommitments } from "./commitment.lists.js";
import { CommitmentFilter } from "./filter.inputs.js";

/** The `commitments` of another noun: one field, the same everywhere, through the relation given. */
function commitmentsOf(noun: ClassType<{ id: number }>, description: string, through: string) {
  @Resolver(() => noun)
  class RelatedResolver {
    @FieldResolver(() => CommitmentConnection, { description })
    commitments(
      @Root() root: { id: number },
      @Arg("filter", () => CommitmentFilter, { nullable: true, description: "Which." }) filter:
        | CommitmentFilter
        | undefined,
      @Arg("orderBy", () => CommitmentOrder, {
        nullable: true,
        description: "In which order; by reference if left out.",
      })
      orderBy: CommitmentOrder | undefined,
      @Args(() => PageArgs) page: PageArgs,
      @Info() info: GraphQLResolveInfo,
      @Ctx() ctx: Context,
    ) {
      return listCommitments(
        ctx,
        { filter, orderBy, page, live: selects(info, "liveCursor") },
        { through, parent: root.id },
      );
    }
  }
  return RelatedResolver;
}

export const relatedResolvers = [
  commitmentsOf(
    Locality,
    "The commitments to which it is a party.",
    "SELECT DISTINCT commitment_id AS child, locality_id AS parent FROM commitment_party",
  ),
  commitmentsOf(
    Leader,
    "What the leader said.",
    "SELECT commitment_id AS child, leader_id AS parent FROM commitment_speaker",
  ),
  commitmentsOf(
    Sector,
    "The commitments in it and in its children.",
    `SELECT commitment_id AS child, sector_id AS parent FROM commitment_sector
      UNION SELECT cs.commitment_id, s.parent_id FROM commitment_sector cs JOIN sector s ON s.id = cs.sector_id
      WHERE s.parent_id IS NOT NULL`,
  ),
  commitmentsOf(
    Initiative,
    "The commitments under it.",
    "SELECT id AS child, initiative_id AS parent FROM commitment WHERE initiative_id IS NOT NULL",
  ),
  commitmentsOf(
    Meeting,
    "The commitments made at it.",
    "SELECT id AS child, meeting_id AS parent FROM commitment WHERE meeting_id IS NOT NULL",
  ),
];
