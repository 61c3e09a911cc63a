import { Arg, Args, ArgsType, type ClassType, Ctx, Field, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../../graphql/context.js";
import { DateTime } from "../../../graphql/scalars.js";
import { Initiative } from "../../initiatives/initiative.entity.js";
import { Locality } from "../../localities/locality.entity.js";
import { Meeting } from "../../meetings/meeting.entity.js";
import { Sector } from "../../sectors/sector.entity.js";
import { AS_OF } from "../as-of.js";
import { PartyRole } from "../commitment.enums.js";
import { CommitmentFilter } from "../filter.inputs.js";
import { type Belonging, Progress, type ProgressArgs, progressOf } from "./progress.js";

@ArgsType()
class WhichProgress implements ProgressArgs {
  @Field(() => CommitmentFilter, { nullable: true, description: "Of which of them; of all if left out." })
  filter?: CommitmentFilter | null;

  @Field(() => DateTime, { nullable: true, description: AS_OF })
  asOf?: Date | null;
}

/** The `progress` of another noun: it counts what the noun's `commitments` lists. */
function resolverOf(noun: ClassType<{ id: number }>, description: string, belonging: Belonging) {
  @Resolver(() => noun)
  class ProgressResolver {
    @FieldResolver(() => Progress, { description })
    progress(@Root() root: { id: number }, @Args(() => WhichProgress) which: WhichProgress, @Ctx() ctx: Context) {
      return progressOf(ctx, which, belonging, root.id);
    }
  }
  return ProgressResolver;
}

@Resolver(() => Locality)
class LocalityProgressResolver {
  @FieldResolver(() => Progress, { description: "How far the commitments have come to which it is a party." })
  progress(
    @Root() locality: Locality,
    @Arg("role", () => PartyRole, {
      nullable: true,
      description: "Only those which it owes, or which are for it; both if left out.",
    })
    role: PartyRole | undefined,
    @Args(() => WhichProgress) which: WhichProgress,
    @Ctx() ctx: Context,
  ) {
    const inRole = role == null ? "" : ` AND role = '${role}'`;
    const belonging: Belonging = (parents) =>
      `SELECT DISTINCT commitment_id AS child, locality_id AS parent FROM commitment_party WHERE locality_id IN ${parents}${inRole}`;
    return progressOf(ctx, which, belonging, locality.id);
  }
}

export const progressResolvers = [
  LocalityProgressResolver,
  resolverOf(
    Initiative,
    "How far the commitments under it have come; those of its children count with the children.",
    (parents) => `SELECT id AS child, initiative_id AS parent FROM commitment WHERE initiative_id IN ${parents}`,
  ),
  resolverOf(
    Meeting,
    "How far the commitments made at it have come.",
    (parents) => `SELECT id AS child, meeting_id AS parent FROM commitment WHERE meeting_id IN ${parents}`,
  ),
  resolverOf(
    Sector,
    "How far the commitments in it and in its children have come, each counted once.",
    (
      parents,
    ) => `SELECT commitment_id AS child, sector_id AS parent FROM commitment_sector WHERE sector_id IN ${parents}
      UNION SELECT cs.commitment_id, s.parent_id FROM commitment_sector cs JOIN sector s ON s.id = cs.sector_id
      WHERE s.parent_id IN ${parents}`,
  ),
];
