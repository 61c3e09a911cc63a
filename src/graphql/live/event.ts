import { type ExecutionArgs, type ExecutionResult, execute, type GraphQLError } from "graphql";
import { isAway } from "../../store/away.js";
import { withinLength } from "../answer-size.js";
import type { Context } from "../context.js";
import { inTime, orRefusal } from "../in-time.js";
import { Loaders } from "../loader.js";

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
  const deadline = ctx.newDeadline("events");
  const result = await inTime(deadline, () => execute({ ...args, rootValue: event, contextValue: { ...ctx, load } }));
  throwIfAway(result.errors);
  return withinLength(orRefusal(deadline, result), false);
}

/** An event that could not be read now is no event that failed: it has to be told when the database is back. */
export function throwIfAway(errors: readonly GraphQLError[] | undefined): void {
  const away = errors?.find((error) => isAway(error.originalError));
  if (away !== undefined) throw away;
}
