import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from "graphql";
import { resultOf, throwIfAway } from "./event.js";
import { Following } from "./following.js";
import { type Place, Seat } from "./seat.js";

/**
 * `subscribe` of graphql-js, but for the loaders of each event; and a subscription to the log that comes from a socket
 * takes a seat at the hub.
 */
export async function subscribe(
  args: ExecutionArgs,
  place?: Place,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  const events = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in events)) {
    throwIfAway(events.errors);
    return events;
  }
  if (place !== undefined && events instanceof Following) return new Seat(args, events, place);
  return resultsOf(args, events);
}

function resultsOf(args: ExecutionArgs, events: AsyncIterable<unknown>): AsyncIterableIterator<ExecutionResult> {
  const source = events[Symbol.asyncIterator]();
  return {
    async next() {
      const event = await source.next();
      return event.done ? { done: true, value: undefined } : { done: false, value: await resultOf(args, event.value) };
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
