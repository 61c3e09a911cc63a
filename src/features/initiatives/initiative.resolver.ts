import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { forbidden } from "../../base/errors.js";
import { actsFor, type Context, requireRole } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate, payloadOf } from "../../graphql/mutation.js";
import { byIdOrKey, foundByIdOrKey, referKnown } from "../../graphql/reference.js";
import { Role } from "../../graphql/role.js";
import { changedRecord, existing, newRecord } from "../../graphql/save.js";
import { Shown } from "../../graphql/view.js";
import { Locality } from "../localities/locality.entity.js";
import { Initiative, InitiativeParticipant } from "./initiative.entity.js";
import { CreateInitiativeInput, toRecord, UpdateInitiativeInput } from "./initiative.inputs.js";
import { initiativeRecord } from "./initiative.record.js";
import { saveInitiative } from "./initiative.service.js";

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
}

function checkRight(ctx: Context, participants: readonly number[]): void {
  if (!actsFor(ctx, participants))
    throw forbidden("Initiatives are kept by officers of their participants and by coordinators.");
}
