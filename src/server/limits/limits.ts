import { ErrorCode, Refusal } from "../../base/errors.js";
import type { Measure } from "./cost.js";

/** Most tokens of a document, comments not counted. */
export const MAX_TOKENS = 5_000;
/** Most brackets within brackets, of whatever kind. */
export const MAX_NESTING = 100;
/** A document that is wrong in more places says no more about the rest. */
export const MAX_ERRORS = 20;

/** What an operation may ask for, the same over both doors: some ten times what the pages of a front end do. */
export const LIMITS: Measure = {
  cost: 20_000,
  depth: 20,
  aliases: 200,
  directives: 200,
  stackedDirectives: 5,
  duplicates: 20,
  rootFields: 50,
};

const SAID: Record<keyof Measure, (found: number) => string> = {
  cost: (found) => `Pages and lists that could hold ${found} nodes are asked for`,
  depth: (found) => `Fields ${found} levels deep are asked for`,
  aliases: (found) => `${found} aliases are used`,
  directives: (found) => `${found} directives are used`,
  stackedDirectives: (found) => `${found} directives are on one field or fragment`,
  duplicates: (found) => `The same field or fragment is asked for ${found} times in one selection`,
  rootFields: (found) => `${found} root fields are asked for`,
};

/** Throws TOO_COMPLEX for the first limit that is passed. */
export function checkLimits(measured: Measure): void {
  for (const what of Object.keys(LIMITS) as (keyof Measure)[]) {
    const found = measured[what];
    const limit = LIMITS[what];
    if (found > limit) throw tooComplex(SAID[what](found), { [what]: found, limit });
  }
}

/** `said` is a sentence without its end. */
export function tooComplex(said: string, details: { limit: number } & Record<string, number>): Refusal {
  return new Refusal(ErrorCode.TOO_COMPLEX, `${said}; at most ${details.limit}.`, details);
}

/** The answer, with what was found and the limits where the request's extensions ask `cost: true`. */
export function told<Result extends { extensions?: object }>(
  result: Result,
  asked: Readonly<Record<string, unknown>> | null | undefined,
  measured: Measure | undefined,
): Result {
  if (asked?.cost !== true || measured === undefined) return result;
  return { ...result, extensions: { ...result.extensions, cost: { ...measured, limits: LIMITS } } };
}
