import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate, payloadOf } from "../../graphql/mutations/mutation.js";
import { changedRecord, existing, newRecord } from "../../graphql/mutations/save.js";
import { byIdOrKey, foundByIdOrKey, referKnown } from "../../graphql/reference.js";
import { Shown } from "../../graphql/view.js";
import { Locality } from "../localities/locality.entity.js";
import { Initiative } from "./initiative.entity.js";
import { CreateInitiativeInput, toRecord, UpdateInitiativeInput } from "./initiative.inputs.js";
import { initiativeRecord } from "./initiative.record.js";
import { saveInitiative } from "./initiative.service.js";
import { asParticipant, checkKeeper, checkParent, participantsIn } from "./who-takes-part.js";

const CreateInitiativePayload = payloadOf("CreateInitiativePayload", "initiative", Initiative);
const UpdateInitiativePayload = payloadOf("UpdateInitiativePayload", "initiative", Initiative);

@Resolver(() => Initiative)
export class InitiativeResolver {
  @Query(() => Initiative, { nullable: true, description: "One initiative, by exactly one of id and key." })
  @Shown(foundByIdOrKey(Initiative))
  initiative(
    @Arg("id", () => ID, { nullable: true, description: "Its id." }) id: string | undefined,
    @Arg("key", () => String, { nullable: true, description: "Its key." }) key: string | undefined,
    @Ctx() ctx: Context,
  ) {
    return byIdOrKey(ctx, Initiative, { id, key });
  }

  @Mutation(() => CreateInitiativePayload, {
    description: "Records an initiative. For officers of a participant, coordinators and admins.",
  })
  createInitiative(@InputArg(() => CreateInitiativeInput) input: CreateInitiativeInput, @Ctx() ctx: Context) {
    return mutate(ctx, "createInitiative", input, async (tx) => {
      const named = input.participants.map((each) => each.localityId);
      checkKeeper(ctx, await referKnown(tx, Locality, named));
      const record = await newRecord(tx, Initiative, initiativeRecord, toRecord(input), input.title);
      const { row } = await saveInitiative(tx, record, null);
      await checkParent(ctx, tx, row, null);
      return { initiative: row };
    });
  }

  @Mutation(() => UpdateInitiativePayload, {
    description:
      "Changes an initiative. For officers of a participant, coordinators and admins; who leads it and who else takes part are changed by officers of a locality that leads.",
  })
  updateInitiative(@InputArg(() => UpdateInitiativeInput) input: UpdateInitiativeInput, @Ctx() ctx: Context) {
    return mutate(ctx, "updateInitiative", input, async (tx) => {
      const row = await existing(tx, Initiative, input.id);
      checkKeeper(ctx, await participantsIn(tx, row.id));
      const { parentId } = row;
      await asParticipant(ctx, tx, row, () =>
        saveInitiative(tx, changedRecord(initiativeRecord, toRecord(input)), row),
      );
      await checkParent(ctx, tx, row, parentId);
      return { initiative: row };
    });
  }
}
