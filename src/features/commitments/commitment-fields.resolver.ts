import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { Cursor } from "../../graphql/scalars.js";
import { Initiative } from "../initiatives/initiative.entity.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { responsibleNow } from "../localities/succession.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { Sector } from "../sectors/sector.entity.js";
import { Citation } from "../sources/document.entity.js";
import { sourcesOf } from "../sources/source.service.js";
import { Commitment } from "./commitment.entity.js";
import { CommitmentStatus } from "./commitment.enums.js";
import { listChanges, StatusChangeConnection } from "./commitment.lists.js";
import { CommitmentParty, CommitmentSector, CommitmentSpeaker } from "./commitment-parts.entity.js";
import { nextStatuses } from "./standing.js";
import { Evidence, StatusChange } from "./status-change.entity.js";

@Resolver(() => Commitment)
export class CommitmentFieldsResolver {
  @FieldResolver(() => [CommitmentStatus], { description: "The steps that the caller may take now." })
  nextStatuses(@Root() commitment: Commitment, @Ctx() ctx: Context) {
    return nextStatuses(ctx, commitment);
  }

  @FieldResolver(() => [CommitmentParty], { description: "Who promised, and for whom." })
  parties(@Root() commitment: Commitment, @Ctx() ctx: Context) {
    return ctx.load.many(CommitmentParty, "commitmentId", commitment.id);
  }

  @FieldResolver(() => Locality, {
    nullable: true,
    description: "The party that proposed it; null if a coordinator did.",
  })
  proposedBy(@Root() commitment: Commitment, @Ctx() ctx: Context) {
    return ctx.load.one(Locality, commitment.proposedById);
  }

  @FieldResolver(() => [Leader], { description: "The leaders who said it." })
  async saidBy(@Root() commitment: Commitment, @Ctx() ctx: Context) {
    const speakers = await ctx.load.many(CommitmentSpeaker, "commitmentId", commitment.id);
    return Promise.all(speakers.map((each) => ctx.load.one(Leader, each.leaderId)));
  }

  @FieldResolver(() => [Sector], { description: "The sectors it lies in." })
  async sectors(@Root() commitment: Commitment, @Ctx() ctx: Context) {
    const sectors = await ctx.load.many(CommitmentSector, "commitmentId", commitment.id);
    return Promise.all(sectors.map((each) => ctx.load.one(Sector, each.sectorId)));
  }

  @FieldResolver(() => Initiative, { nullable: true, description: "The initiative it belongs to." })
  initiative(@Root() commitment: Commitment, @Ctx() ctx: Context) {
    return ctx.load.one(Initiative, commitment.initiativeId);
  }

  @FieldResolver(() => Meeting, { nullable: true, description: "The meeting at which it was made." })
  meeting(@Root() commitment: Commitment, @Ctx() ctx: Context) {
    return ctx.load.one(Meeting, commitment.meetingId);
  }

  @FieldResolver(() => StatusChangeConnection, { description: "Its changes of status, oldest first." })
  history(
    @Root() commitment: Commitment,
    @Arg("first", () => Int, { nullable: true, description: "How many: 1 to 100; 50 if left out." }) first:
      | number
      | undefined,
    @Arg("after", () => Cursor, { nullable: true, description: "Only those after this cursor of the log." })
    after: string | undefined,
    @Ctx() ctx: Context,
  ) {
    const through = "SELECT id AS child, commitment_id AS parent FROM status_change";
    return listChanges(ctx, { first, after }, { through, parent: commitment.id });
  }

  @FieldResolver(() => [Evidence], { description: "All that has been brought to show that it was done, oldest first." })
  evidence(@Root() commitment: Commitment, @Ctx() ctx: Context) {
    return evidenceOf(ctx, commitment.id);
  }

  @FieldResolver(() => [Citation], { description: "What vouches for this record." })
  sources(@Root() commitment: Commitment, @Ctx() ctx: Context) {
    return sourcesOf(ctx, commitment);
  }
}

@Resolver(() => CommitmentParty)
export class CommitmentPartyResolver {
  @FieldResolver(() => Locality, { description: "The locality as it promised." })
  locality(@Root() party: CommitmentParty, @Ctx() ctx: Context) {
    return ctx.load.one(Locality, party.localityId);
  }

  @FieldResolver(() => Locality, { description: "The locality that answers for it today." })
  responsibleNow(@Root() party: CommitmentParty, @Ctx() ctx: Context) {
    return responsibleNow(ctx, party.localityId);
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
