import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, type ClassType, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import { Shown, type Through } from "../view.js";
import type { ListArgs, NounList } from "./list.js";
import { listPage } from "./page.js";
import { PageArgs } from "./page-args.js";
import { selects } from "./selection.js";

interface Below {
  noun: ClassType;
  through: Through;
}

/** The resolver of a connection field: of the root, or below another noun through a relation. */
export function listField<F>(list: NounList<F>, name: string, description: string, below?: Below): ClassType {
  const { connection, filter, orderBy, usually } = list.nouns;
  const options = { description }; // TypeGraphQL knows fields by the names of methods
  const ListField = below === undefined ? Query(() => connection, options) : FieldResolver(() => connection, options);
  const inOrder = `In which order; ${usually.description} if left out.`;

  @Resolver(() => (below?.noun ?? Object) as ClassType)
  class ListResolver {
    @ListField
    @Shown({ kind: "list", list, through: below?.through })
    [name](
      @Arg("filter", () => filter, { nullable: true, description: "Which." }) which: F | undefined,
      @Arg("orderBy", () => orderBy, { nullable: true, description: inOrder }) order: ListArgs<F>["orderBy"],
      @Args(() => PageArgs) page: PageArgs,
      @Root() root: { id: number } | undefined,
      @Info() info: GraphQLResolveInfo,
      @Ctx() ctx: Context,
    ) {
      return readPage(ctx, list, { ...page, filter: which, orderBy: order }, { through: below?.through, root, info });
    }
  }
  return ListResolver;
}

interface From {
  through: Through | undefined;
  root: { id: number } | undefined;
  info: GraphQLResolveInfo;
}

async function readPage<F>(ctx: Context, list: NounList<F>, args: ListArgs<F>, { through, root, info }: From) {
  const liveCursor = await headBefore(ctx, info);
  const page = await listPage(ctx, await list.ask(ctx, args), through && { through, id: root?.id as number });
  return { ...page, liveCursor };
}

/** `liveCursor` where it is asked for, read before the page: what happens in between is then seen twice rather than never. */
export async function headBefore(ctx: Context, info: GraphQLResolveInfo): Promise<string | undefined> {
  return selects(info, "liveCursor") ? ctx.feed.log.cursors.anew(await logHead(ctx)) : undefined;
}

/** Read once an operation, however many lists in it ask. */
function logHead(ctx: Context) {
  return ctx.load.batch("log head", 0, async () => [await ctx.feed.log.head()]);
}
