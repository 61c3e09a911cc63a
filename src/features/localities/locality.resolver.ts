import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { today } from "../../base/dates.js";
import { badInput } from "../../base/errors.js";
import { type Context, requireRole } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate, payloadOf } from "../../graphql/mutation.js";
import { PageArgs } from "../../graphql/page-args.js";
import { byIdOrKey } from "../../graphql/reference.js";
import { Role } from "../../graphql/role.js";
import { changedRecord, existing, newRecord } from "../../graphql/save.js";
import { CalendarDate } from "../../graphql/scalars.js";
import { Statement } from "../../store/statements.js";
import { Citation } from "../sources/document.entity.js";
import { sourcesOf } from "../sources/source.service.js";
import { Locality } from "./locality.entity.js";
import { CodeScheme } from "./locality.enums.js";
import {
  CreateLocalityInput,
  LocalityFilter,
  LocalityOrder,
  toRecord,
  UpdateLocalityInput,
} from "./locality.inputs.js";
import { LocalityConnection, listLocalities } from "./locality.lists.js";
import { localityRecord } from "./locality.record.js";
import { saveLocality } from "./locality.service.js";
import { LocalityCode, LocalityDesignation, LocalitySuccession } from "./locality-parts.entity.js";
import { responsibleNow } from "./succession.js";

const CreateLocalityPayload = payloadOf("CreateLocalityPayload", "locality", Locality);
const UpdateLocalityPayload = payloadOf("UpdateLocalityPayload", "locality", Locality);

@Resolver(() => Locality)
export class LocalityResolver {
  @Query(() => Locality, { nullable: true, description: "One locality, by exactly one of id, key and code." })
  locality(
    @Arg("id", () => ID, { nullable: true, description: "Its id." }) id: string | undefined,
    @Arg("key", () => String, { nullable: true, description: "Its key, such as ha-noi." }) key: string | undefined,
    @Arg("code", () => String, { nullable: true, description: "Its code in the scheme, such as 49." }) code:
      | string
      | undefined,
    @Arg("scheme", () => CodeScheme, {
      nullable: true,
      defaultValue: CodeScheme.GSO,
      description: "Who gives the code.",
    })
    scheme: CodeScheme | null,
    @Arg("on", () => CalendarDate, {
      nullable: true,
      description: "The day on which the code is meant; today if left out.",
    })
    on: string | undefined,
    @Ctx() ctx: Context,
  ) {
    if ([id, key, code].filter((each) => each != null).length !== 1)
      throw badInput("Give exactly one of id, key and code.");
    if (code == null) return byIdOrKey(ctx, Locality, { id, key });
    return byCode(ctx, scheme ?? CodeScheme.GSO, code, on ?? today());
  }

  @Query(() => LocalityConnection, { description: "Localities of today and of the past." })
  localities(
    @Arg("filter", () => LocalityFilter, { nullable: true, description: "Which." }) filter: LocalityFilter | undefined,
    @Arg("orderBy", () => LocalityOrder, { nullable: true, description: "In which order; by name if left out." })
    orderBy: LocalityOrder | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ) {
    return listLocalities(ctx, filter, orderBy, page);
  }

  @Mutation(() => CreateLocalityPayload, { description: "Records a locality. For admins." })
  createLocality(@InputArg(() => CreateLocalityInput) input: CreateLocalityInput, @Ctx() ctx: Context) {
    requireRole(ctx, Role.ADMIN);
    return mutate(ctx, "createLocality", input, async (tx) => {
      const record = await newRecord(tx, Locality, localityRecord, toRecord(input), input.name);
      return { locality: (await saveLocality(tx, record, null)).row };
    });
  }

  @Mutation(() => UpdateLocalityPayload, {
    description: "Changes a locality, for example when it is merged into another. For admins.",
  })
  updateLocality(@InputArg(() => UpdateLocalityInput) input: UpdateLocalityInput, @Ctx() ctx: Context) {
    requireRole(ctx, Role.ADMIN);
    return mutate(ctx, "updateLocality", input, async (tx) => {
      const row = await existing(tx, Locality, input.id);
      return { locality: (await saveLocality(tx, changedRecord(localityRecord, toRecord(input)), row)).row };
    });
  }

  @FieldResolver(() => Locality, { nullable: true, description: "The locality it is part of." })
  parent(@Root() locality: Locality, @Ctx() ctx: Context) {
    return ctx.load.one(Locality, locality.parentId);
  }

  @FieldResolver(() => [LocalityCode], { description: "Its codes, each with the days on which it held." })
  codes(@Root() locality: Locality, @Ctx() ctx: Context) {
    return ctx.load.many(LocalityCode, "localityId", locality.id);
  }

  @FieldResolver(() => [LocalityDesignation], { description: "The kinds of unit it has been, where that has changed." })
  designations(@Root() locality: Locality, @Ctx() ctx: Context) {
    return ctx.load.many(LocalityDesignation, "localityId", locality.id);
  }

  @FieldResolver(() => [LocalitySuccession], { description: "The localities that stand in for it, and since when." })
  succeededBy(@Root() locality: Locality, @Ctx() ctx: Context) {
    return ctx.load.many(LocalitySuccession, "predecessorId", locality.id);
  }

  @FieldResolver(() => [Locality], { description: "The localities for which it stands in." })
  async predecessors(@Root() locality: Locality, @Ctx() ctx: Context) {
    const successions = await ctx.load.many(LocalitySuccession, "successorId", locality.id);
    return Promise.all(successions.map((each) => ctx.load.one(Locality, each.predecessorId)));
  }

  @FieldResolver(() => Locality, { description: "The locality that answers today: itself, or its last successor." })
  responsibleNow(@Root() locality: Locality, @Ctx() ctx: Context) {
    return responsibleNow(ctx, locality.id);
  }

  @FieldResolver(() => [Citation], { description: "What vouches for this record." })
  sources(@Root() locality: Locality, @Ctx() ctx: Context) {
    return sourcesOf(ctx, locality);
  }
}

@Resolver(() => LocalitySuccession)
export class LocalitySuccessionResolver {
  @FieldResolver(() => Locality, { description: "The successor." })
  locality(@Root() succession: LocalitySuccession, @Ctx() ctx: Context) {
    return ctx.load.one(Locality, succession.successorId);
  }
}

async function byCode(ctx: Context, scheme: CodeScheme, code: string, day: string): Promise<Locality | null> {
  const statement = new Statement(ctx.db.dialect);
  const on = statement.bind(day);
  const [row] = await ctx.db.read.query(
    `SELECT locality_id AS id FROM locality_code WHERE scheme = ${statement.bind(scheme)} AND value = ${statement.bind(code)}
      AND (valid_from IS NULL OR valid_from <= ${on}) AND (valid_until IS NULL OR valid_until >= ${on}) ORDER BY id`,
    statement.values,
  );
  return ctx.load.one(Locality, row?.id);
}
