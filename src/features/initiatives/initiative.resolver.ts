import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { forbidden } from "../../base/errors.js";
import { actsFor, type Context, requireRole } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate, payloadOf } from "../../graphql/mutation.js";
import { PageArgs } from "../../graphql/page-args.js";
import { byIdOrKey, referKnown } from "../../graphql/reference.js";
import { Role } from "../../graphql/role.js";
import { changedRecord, existing, newRecord } from "../../graphql/save.js";
import { Locality } from "../localities/locality.entity.js";
import { Sector } from "../sectors/sector.entity.js";
import { Citation } from "../sources/document.entity.js";
import { sourcesOf } from "../sources/source.service.js";
import { Initiative, InitiativeParticipant, InitiativeSector } from "./initiative.entity.js";
import {
  CreateInitiativeInput,
  InitiativeFilter,
  InitiativeOrder,
  toRecord,
  UpdateInitiativeInput,
} from "./initiative.inputs.js";
import { InitiativeConnection, listInitiatives } from "./initiative.lists.js";
import { initiativeRecord } from "./initiative.record.js";
import { saveInitiative } from "./initiative.service.js";

const CreateInitiativePayload = payloadOf("CreateInitiativePayload", "initiative", Initiative);
const UpdateInitiativePayload = payloadOf("UpdateInitiativePayload", "initiative", Initiative);

@Resolver(() => Initiative)
export class InitiativeResolver {
  @Query(() => Initiative, { nullable: true, description: "One initiative, by exactly one of id and key." })
  initiative(
    @Arg("id", () => ID, { nullable: true, description: "Its id." }) id: string | undefined,
    @Arg("key", () => String, { nullable: true, description: "Its key." }) key: string | undefined,
    @Ctx() ctx: Context,
  ) {
    return byIdOrKey(ctx, Initiative, { id, key });
  }

  @Query(() => InitiativeConnection, { description: "Joint initiatives." })
  initiatives(
    @Arg("filter", () => InitiativeFilter, { nullable: true, description: "Which." }) filter:
      | InitiativeFilter
      | undefined,
    @Arg("orderBy", () => InitiativeOrder, { nullable: true, description: "In which order; by title if left out." })
    orderBy: InitiativeOrder | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ) {
    return listInitiatives(ctx, { filter, orderBy, page });
  }

  @Mutation(() => CreateInitiativePayload, {
    description: "Records an initiative. For officers of a participant, coordinators and admins.",
  })
  createInitiative(@InputArg(() => CreateInitiativeInput) input: CreateInitiativeInput, @Ctx() ctx: Context) {
    requireRole(ctx, Role.OFFICER);
    return mutate(ctx, "createInitiative", input, async (tx) => {
      const named = input.participants.map((each) => each.localityId);
      checkRight(ctx, await referKnown(tx, Locality, named));
      const record = await newRecord(tx, Initiative, initiativeRecord, toRecord(input), input.title);
      return { initiative: (await saveInitiative(tx, record, null)).row };
    });
  }

  @Mutation(() => UpdateInitiativePayload, {
    description: "Changes an initiative. For officers of a participant, coordinators and admins.",
  })
  updateInitiative(@InputArg(() => UpdateInitiativeInput) input: UpdateInitiativeInput, @Ctx() ctx: Context) {
    requireRole(ctx, Role.OFFICER);
    return mutate(ctx, "updateInitiative", input, async (tx) => {
      const row = await existing(tx, Initiative, input.id);
      const participants = await tx.findBy(InitiativeParticipant, { initiativeId: row.id });
      const localities = participants.map((each) => each.localityId);
      checkRight(ctx, localities);
      return { initiative: (await saveInitiative(tx, changedRecord(initiativeRecord, toRecord(input)), row)).row };
    });
  }

  @FieldResolver(() => Initiative, { nullable: true, description: "The initiative it is part of." })
  parent(@Root() initiative: Initiative, @Ctx() ctx: Context) {
    return ctx.load.one(Initiative, initiative.parentId);
  }

  @FieldResolver(() => [Initiative], { description: "The initiatives that are part of it." })
  children(@Root() initiative: Initiative, @Ctx() ctx: Context) {
    return ctx.load.many(Initiative, "parentId", initiative.id);
  }

  @FieldResolver(() => [InitiativeParticipant], { description: "The localities that take part." })
  participants(@Root() initiative: Initiative, @Ctx() ctx: Context) {
    return ctx.load.many(InitiativeParticipant, "initiativeId", initiative.id);
  }

  @FieldResolver(() => [Sector], { description: "The sectors it lies in." })
  async sectors(@Root() initiative: Initiative, @Ctx() ctx: Context) {
    const sectors = await ctx.load.many(InitiativeSector, "initiativeId", initiative.id);
    return Promise.all(sectors.map((each) => ctx.load.one(Sector, each.sectorId)));
  }

  @FieldResolver(() => [Citation], { description: "What vouches for this record." })
  sources(@Root() initiative: Initiative, @Ctx() ctx: Context) {
    return sourcesOf(ctx, initiative);
  }
}

function checkRight(ctx: Context, participants: readonly number[]): void {
  if (!actsFor(ctx, participants))
    throw forbidden("Initiatives are kept by officers of their participants and by coordinators.");
}
