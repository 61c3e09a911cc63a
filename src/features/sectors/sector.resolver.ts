import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { type Context, requireRole } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { Most } from "../../graphql/most.js";
import { mutate, payloadOf } from "../../graphql/mutations/mutation.js";
import { changedRecord, existing, newRecord } from "../../graphql/mutations/save.js";
import { Role } from "../../graphql/role.js";
import { Shown } from "../../graphql/view.js";
import { Sector } from "./sector.entity.js";
import { CreateSectorInput, toRecord, UpdateSectorInput } from "./sector.inputs.js";
import { sectorRecord } from "./sector.record.js";
import { saveSector } from "./sector.service.js";

const CreateSectorPayload = payloadOf("CreateSectorPayload", "sector", Sector);
const UpdateSectorPayload = payloadOf("UpdateSectorPayload", "sector", Sector);

@Resolver(() => Sector)
export class SectorResolver {
  @Query(() => Sector, { nullable: true, description: "One sector, by its key." })
  @Shown({ kind: "found", to: () => Sector, by: ({ key }) => ({ property: "key", value: key }) })
  sector(@Arg("key", () => String, { description: "Its key, such as heritage." }) key: string, @Ctx() ctx: Context) {
    return ctx.load.by(Sector, "key", key);
  }

  @Most(50)
  @Query(() => [Sector], { description: "All sectors of both levels." })
  @Shown({ kind: "all" })
  sectors(@Ctx() ctx: Context) {
    return ctx.load.all(Sector);
  }

  @Mutation(() => CreateSectorPayload, { description: "Records a sector. For admins." })
  createSector(@InputArg(() => CreateSectorInput) input: CreateSectorInput, @Ctx() ctx: Context) {
    return mutate(ctx, "createSector", input, async (tx) => {
      requireRole(ctx, Role.ADMIN);
      const record = await newRecord(tx, Sector, sectorRecord, toRecord(input), input.name);
      return { sector: (await saveSector(tx, record, null)).row };
    });
  }

  @Mutation(() => UpdateSectorPayload, { description: "Changes a sector. For admins." })
  updateSector(@InputArg(() => UpdateSectorInput) input: UpdateSectorInput, @Ctx() ctx: Context) {
    return mutate(ctx, "updateSector", input, async (tx) => {
      const row = await existing(tx, Sector, input.id);
      requireRole(ctx, Role.ADMIN);
      return { sector: (await saveSector(tx, changedRecord(sectorRecord, toRecord(input)), row)).row };
    });
  }
}
