import type { RequestHandler } from "express";
import { addressOf } from "../caller/address.js";
import type { Door } from "../door.js";

/** Counts a request in for its address, before anything of it is read. Throws RATE_LIMITED. */
export function withinRate(door: Door): RequestHandler {
  return (request, _response, next) => {
    door.rates.fromAddress(addressOf(door.trust, request));
    next();
  };
}

/** Gives everything that follows its time. The time of what was sent away unanswered goes on. */
export function withinTime(door: Door): RequestHandler {
  return (_request, response, next) => {
    const deadline = door.newDeadline();
    response.once("finish", () => deadline.end());
    deadline.run(next);
  };
}
