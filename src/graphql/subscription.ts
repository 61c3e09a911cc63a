import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from "graphql";
import type { Context } from "./context.js";
import { Loaders } from "./loader.js";

/** The values for which the condition holds; leaving ends the source at once, also while it waits. */
export function keepOnly<T>(
  source: AsyncGenerator<T, void, void>,
  keep: (value: T) => Promise<boolean>,
): AsyncIterableIterator<T> {
  return {
    async next() {
      for (;;) {
        const result = await source.next();
        if (result.done || (await keep(result.value))) return result as IteratorResult<T>;
      }
    },
    async return() {
      await source.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/**
 * `subscribe` of graphql-js, but each event is resolved with loaders of its own: what was loaded for one event is
 * out of date at the next. Where the source fails, `onFailure` hears of it and the stream ends: an error sent to the
 * client would end its subscription for good, a socket that is cut brings it back with its cursor.
 */
export async function subscribeFresh(
  args: ExecutionArgs,
  onFailure: (error: unknown) => void,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  const events = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in events)) return events;
  const source = (events as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  const results: AsyncIterableIterator<ExecutionResult> = {
    async next() {
      const event = await source.next().catch(onFailure);
      if (!event || event.done) return { done: true, value: undefined };
      const contextValue = refreshed(args.contextValue as Context);
      const value = await execute({ ...args, rootValue: event.value, contextValue });
      return { done: false, value: value as ExecutionResult };
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  return results;
}

function refreshed(ctx: Context): Context {
  return { ...ctx, load: new Loaders(ctx.db, ctx.who) };
}
