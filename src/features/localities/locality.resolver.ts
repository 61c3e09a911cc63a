import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { today } from "../../base/dates.js";
import { badInput } from "../../base/errors.js";
import { type Context, requireRole } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate, payloadOf } from "../../graphql/mutations/mutation.js";
import { changedRecord, existing, newRecord } from "../../graphql/mutations/save.js";
import { byIdOrKey, foundByIdOrKey } from "../../graphql/reference.js";
import { Role } from "../../graphql/role.js";
import { CalendarDate } from "../../graphql/scalars.js";
import { type Found, Shown } from "../../graphql/view.js";
import { ask } from "../../store/statements.js";
import { Locality } from "./locality.entity.js";
import { CodeScheme } from "./locality.enums.js";
import { CreateLocalityInput, toRecord, UpdateLocalityInput } from "./locality.inputs.js";
import { localityRecord } from "./locality.record.js";
import { saveLocality } from "./locality.service.js";

const CreateLocalityPayload = payloadOf("CreateLocalityPayload", "locality", Locality);
const UpdateLocalityPayload = payloadOf("UpdateLocalityPayload", "locality", Locality);

const BY_ID_OR_KEY = foundByIdOrKey(Locality);
/** By code: its resolver. */
const FOUND: Found = {
  ...BY_ID_OR_KEY,
  by: (args: { code?: string | null }) => (args.code == null ? BY_ID_OR_KEY.by(args as never) : null),
};

@Resolver(() => Locality)
export class LocalityResolver {
  @Query(() => Locality, { nullable: true, description: "One locality, by exactly one of id, key and code." })
  @Shown(FOUND)
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

  @Mutation(() => CreateLocalityPayload, { description: "Records a locality. For admins." })
  createLocality(@InputArg(() => CreateLocalityInput) input: CreateLocalityInput, @Ctx() ctx: Context) {
    return mutate(ctx, "createLocality", input, async (tx) => {
      requireRole(ctx, Role.ADMIN);
      const record = await newRecord(tx, Locality, localityRecord, toRecord(input), input.name);
      return { locality: (await saveLocality(tx, record, null)).row };
    });
  }

  @Mutation(() => UpdateLocalityPayload, {
    description: "Changes a locality, for example when it is merged into another. For admins.",
  })
  updateLocality(@InputArg(() => UpdateLocalityInput) input: UpdateLocalityInput, @Ctx() ctx: Context) {
    return mutate(ctx, "updateLocality", input, async (tx) => {
      const row = await existing(tx, Locality, input.id);
      requireRole(ctx, Role.ADMIN);
      return { locality: (await saveLocality(tx, changedRecord(localityRecord, toRecord(input)), row)).row };
    });
  }
}

async function byCode(ctx: Context, scheme: CodeScheme, code: string, day: string): Promise<Locality | null> {
  const [row] = await ask<{ id: number }>(ctx.db.read, (to) => {
    const on = to.bind(day);
    return `SELECT locality_id AS id FROM locality_code WHERE scheme = ${to.bind(scheme)} AND value = ${to.bind(code)}
      AND (valid_from IS NULL OR valid_from <= ${on}) AND (valid_until IS NULL OR valid_until >= ${on}) ORDER BY id`;
  });
  return ctx.load.one(Locality, row?.id);
}
