import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { badInput } from "../../base/errors.js";
import type { Context } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate, payloadOf } from "../../graphql/mutations/mutation.js";
import { readId } from "../../graphql/node.js";
import { Shown } from "../../graphql/view.js";
import type { Tx } from "../../store/db.js";
import { Commitment } from "./commitment.entity.js";
import { ProposeCommitmentInput, UpdateCommitmentInput } from "./commitment.inputs.js";
import { digestOfCommitment } from "./digest.js";
import { propose, update } from "./propose.js";
import { ProposeCommitmentPayload } from "./status.inputs.js";

const UpdateCommitmentPayload = payloadOf("UpdateCommitmentPayload", "commitment", Commitment);

@Resolver(() => Commitment)
export class CommitmentResolver {
  @Query(() => Commitment, { nullable: true, description: "One commitment, by exactly one of id and reference." })
  @Shown({ kind: "found", to: () => Commitment, by: byIdOrReference })
  commitment(
    @Arg("id", () => ID, { nullable: true, description: "Its id." }) id: string | undefined,
    @Arg("reference", () => String, { nullable: true, description: "Its reference, such as HN-QNA-2019-07." })
    reference: string | undefined,
    @Ctx() ctx: Context,
  ) {
    if ((id == null) === (reference == null)) throw badInput("Give exactly one of id and reference.");
    return id != null
      ? ctx.load.one(Commitment, readId(id, "Commitment"))
      : ctx.load.by(Commitment, "reference", reference);
  }

  @Mutation(() => ProposeCommitmentPayload, {
    description: "Enters a new commitment as PROPOSED. For officers of a party, coordinators and admins.",
  })
  proposeCommitment(@InputArg(() => ProposeCommitmentInput) input: ProposeCommitmentInput, @Ctx() ctx: Context) {
    return mutate(ctx, "proposeCommitment", input, (tx) => propose(ctx, tx, input), left);
  }

  @Mutation(() => UpdateCommitmentPayload, {
    description:
      "Changes the words of a commitment: while it is PROPOSED by the party that proposed it, later, and where the record of a closed meeting tells of it, by a coordinator.",
  })
  updateCommitment(@InputArg(() => UpdateCommitmentInput) input: UpdateCommitmentInput, @Ctx() ctx: Context) {
    return mutate(ctx, "updateCommitment", input, async (tx) => ({ commitment: await update(ctx, tx, input) }), left);
  }
}

const left = (tx: Tx, { commitment }: { commitment: Commitment }) => digestOfCommitment(tx, commitment);

function byIdOrReference({ id, reference }: { id?: string | null; reference?: string | null }) {
  if ((id == null) === (reference == null)) return null;
  return id != null ? { property: "id", value: readId(id, "Commitment") } : { property: "reference", value: reference };
}
