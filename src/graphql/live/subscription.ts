import { setImmediate as nextTurn } from "node:timers/promises";
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from "graphql";
import { resultOf, throwIfAway } from "./event.js";
import { Following } from "./following.js";
import { type Place, Seat } from "./seat.js";
import { groupKey } from "./sharing.js";

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
  return resultsOf(args, events as AsyncIterable<object>, place);
}

const DONE = { done: true, value: undefined } as const;

/** A failure of ours cuts the socket, so that its client comes back: an error would end the subscription for good. */
function resultsOf(
  args: ExecutionArgs,
  events: AsyncIterable<object>,
  place: Place | undefined,
): AsyncIterableIterator<ExecutionResult> {
  const source = events[Symbol.asyncIterator]();
  return {
    async next() {
      try {
        const event = await source.next();
        return event.done ? DONE : { done: false, value: await sharedResult(args, event.value) };
      } catch (error) {
        if (place === undefined) throw error;
        place.fail(error);
        return DONE;
      }
    },
    async return() {
      await source.return?.();
      return DONE;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const awaited = new WeakMap<object, Map<string, Promise<ExecutionResult>>>();

/**
 * Those who are to be told the same of an event share one execution, if they ask before it begins: what it reads is
 * then no older than any of their questions.
 */
function sharedResult(args: ExecutionArgs, event: object): Promise<ExecutionResult> {
  const ofEvent = awaited.get(event) ?? new Map<string, Promise<ExecutionResult>>();
  awaited.set(event, ofEvent);
  const key = groupKey(args);
  const begin = async () => {
    await nextTurn();
    ofEvent.delete(key);
    return resultOf(args, event);
  };
  const result = ofEvent.get(key) ?? begin();
  ofEvent.set(key, result);
  return result;
}
