import { Ctx, Mutation, Resolver } from "type-graphql";
import { forbidden } from "../../base/errors.js";
import { parseRecord } from "../../base/record.js";
import { actsFor, type Context, hasRole } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate, payloadOf } from "../../graphql/mutations/mutation.js";
import { changedRecord, existing } from "../../graphql/mutations/save.js";
import { refer } from "../../graphql/reference.js";
import { Role } from "../../graphql/role.js";
import { takeTurn } from "../../store/turn.js";
import { Locality } from "../localities/locality.entity.js";
import { Leader, Post } from "./leader.entity.js";
import { CreatePostInput, toPost, UpdatePostInput } from "./leader.inputs.js";
import { postRecord } from "./leader.record.js";
import { savePost } from "./leader.service.js";

const CreatePostPayload = payloadOf("CreatePostPayload", "post", Post);
const UpdatePostPayload = payloadOf("UpdatePostPayload", "post", Post);

@Resolver(() => Post)
export class PostResolver {
  @Mutation(() => CreatePostPayload, {
    description: "Records an office of a leader. For officers of the locality, and admins.",
  })
  createPost(@InputArg(() => CreatePostInput) input: CreatePostInput, @Ctx() ctx: Context) {
    return mutate(ctx, "createPost", input, async (tx) => {
      await takeTurn(tx);
      const localityId = await refer(tx, Locality, input.localityId, ["localityId"]);
      checkLocality(ctx, localityId);
      const leaderId = await refer(tx, Leader, input.leaderId, ["leaderId"]);
      const record = parseRecord(postRecord, toPost(input));
      return { post: (await savePost(tx, { leaderId, localityId }, record, null)).row };
    });
  }

  @Mutation(() => UpdatePostPayload, {
    description: "Changes an office, for example when it ends. For officers of the locality, and admins.",
  })
  updatePost(@InputArg(() => UpdatePostInput) input: UpdatePostInput, @Ctx() ctx: Context) {
    return mutate(ctx, "updatePost", input, async (tx) => {
      const row = await existing(tx, Post, input.id);
      checkLocality(ctx, row.localityId);
      return { post: (await savePost(tx, row, changedRecord(postRecord, toPost(input)), row)).row };
    });
  }
}

function checkLocality(ctx: Context, locality: number): void {
  const ownOfficer = ctx.who.role === Role.OFFICER && actsFor(ctx, [locality]);
  if (!ownOfficer && !hasRole(ctx, Role.ADMIN))
    throw forbidden("Posts are kept by officers of their locality and by admins.");
}
