import { type ExecutionArgs, type ExecutionResult, execute } from "graphql";
import type { Context } from "./context.js";
import { Loaders } from "./loader.js";

/**
 * What one event is to a subscription, with loaders of its own: what was loaded for one event is out of date at the
 * next. `prepare` may give them what has been read of this event already.
 */
export async function resultOf(
  args: ExecutionArgs,
  event: unknown,
  prepare: (load: Loaders) => void = () => undefined,
): Promise<ExecutionResult> {
  const ctx = args.contextValue as Context;
  const load = new Loaders(ctx.db, ctx.who);
  prepare(load);
  return execute({ ...args, rootValue: event, contextValue: { ...ctx, load } });
}
