import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { badInput } from "../base/errors.js";
import type { Context } from "./context.js";
import { MAX_SIZE } from "./lists/window.js";
import { Most } from "./most.js";
import { Node, readAnyId } from "./node.js";
import { Shown } from "./view.js";

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: "Anything, by its id; null if there is nothing that the caller may see.",
  })
  @Shown({ kind: "by id" })
  node(@Arg("id", () => ID, { description: "The id." }) id: string, @Ctx() ctx: Context) {
    return findNode(ctx, id);
  }

  @Most(MAX_SIZE)
  @Query(() => [Node], {
    nullable: "items",
    description: `Up to ${MAX_SIZE} things by their ids, in the same order; null for each that is not found.`,
  })
  nodes(@Arg("ids", () => [ID], { description: "The ids." }) ids: string[], @Ctx() ctx: Context) {
    if (ids.length > MAX_SIZE) throw badInput(`ids: at most ${MAX_SIZE} at a time.`);
    return Promise.all(ids.map((id) => findNode(ctx, id)));
  }
}

function findNode(ctx: Context, id: string): Promise<Node | null> {
  const decoded = readAnyId(id);
  const type = ctx.nodeTypes.get(decoded.type) as (new () => Node) | undefined;
  return type === undefined ? Promise.resolve(null) : ctx.load.one(type, decoded.id);
}
