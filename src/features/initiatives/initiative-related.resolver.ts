import { Arg, Args, type ClassType, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { PageArgs } from "../../graphql/page-args.js";
import { Locality } from "../localities/locality.entity.js";
import { responsibleNow } from "../localities/succession.js";
import { Sector } from "../sectors/sector.entity.js";
import { InitiativeParticipant } from "./initiative.entity.js";
import { InitiativeFilter, InitiativeOrder } from "./initiative.inputs.js";
import { InitiativeConnection, listInitiatives } from "./initiative.lists.js";

@Resolver(() => InitiativeParticipant)
export class InitiativeParticipantResolver {
  @FieldResolver(() => Locality, { description: "The locality, as it joined." })
  locality(@Root() participant: InitiativeParticipant, @Ctx() ctx: Context) {
    return ctx.load.one(Locality, participant.localityId);
  }

  @FieldResolver(() => Locality, { description: "The locality that answers for it today." })
  responsibleNow(@Root() participant: InitiativeParticipant, @Ctx() ctx: Context) {
    return responsibleNow(ctx, participant.localityId);
  }
}

/** The `initiatives` of another noun, through the relation given. */
function initiativesOf(noun: ClassType<{ id: number }>, description: string, through: string) {
  @Resolver(() => noun)
  class RelatedResolver {
    @FieldResolver(() => InitiativeConnection, { description })
    initiatives(
      @Root() root: { id: number },
      @Arg("filter", () => InitiativeFilter, { nullable: true, description: "Which." }) filter:
        | InitiativeFilter
        | undefined,
      @Arg("orderBy", () => InitiativeOrder, { nullable: true, description: "In which order; by title if left out." })
      orderBy: InitiativeOrder | undefined,
      @Args(() => PageArgs) page: PageArgs,
      @Ctx() ctx: Context,
    ) {
      return listInitiatives(ctx, { filter, orderBy, page }, { through, parent: root.id });
    }
  }
  return RelatedResolver;
}

export const initiativeRelatedResolvers = [
  initiativesOf(
    Locality,
    "The initiatives in which it takes part.",
    "SELECT initiative_id AS child, locality_id AS parent FROM initiative_participant",
  ),
  initiativesOf(
    Sector,
    "The initiatives in it and in its children.",
    `SELECT initiative_id AS child, sector_id AS parent FROM initiative_sector
      UNION SELECT i.initiative_id, s.parent_id FROM initiative_sector i JOIN sector s ON s.id = i.sector_id
      WHERE s.parent_id IS NOT NULL`,
  ),
];
