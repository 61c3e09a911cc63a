import { GraphQLError } from "graphql";

/** The closed list of error codes; the schema publishes it as `enum ErrorCode`. */
export enum ErrorCode {
  BAD_INPUT = "BAD_INPUT",
  UNAUTHENTICATED = "UNAUTHENTICATED",
  FORBIDDEN = "FORBIDDEN",
  NOT_FOUND = "NOT_FOUND",
  CONFLICT = "CONFLICT",
  INVALID_TRANSITION = "INVALID_TRANSITION",
  RESYNC_REQUIRED = "RESYNC_REQUIRED",
  TOO_COMPLEX = "TOO_COMPLEX",
  RATE_LIMITED = "RATE_LIMITED",
  INTERNAL = "INTERNAL",
}

/** An answer of "no" that the client may read: a code of `ErrorCode`, a sentence, and what helps to go on. */
export class Refusal extends GraphQLError {
  constructor(
    readonly code: ErrorCode,
    message: string,
    details: Record<string, unknown> = {},
  ) {
    super(message, { extensions: { ...details, code } });
  }
}

export const badInput = (message: string, details?: Record<string, unknown>): Refusal =>
  new Refusal(ErrorCode.BAD_INPUT, message, details);

export const notFound = (what: string): Refusal => new Refusal(ErrorCode.NOT_FOUND, `There is no such ${what}.`);

export const forbidden = (message: string): Refusal => new Refusal(ErrorCode.FORBIDDEN, message);

export const resyncRequired = (): Refusal =>
  new Refusal(ErrorCode.RESYNC_REQUIRED, "This cursor is of another history: read the list again.");

export const unauthenticated = (message: string, details?: Record<string, unknown>): Refusal =>
  new Refusal(ErrorCode.UNAUTHENTICATED, message, { ...details, http: { status: 401 } });

/** `retryAfterMs` says when there will be room again. */
export const rateLimited = (message: string, retryAfterMs: number): Refusal => {
  const headers = new Map([["retry-after", String(Math.ceil(retryAfterMs / 1_000))]]);
  return new Refusal(ErrorCode.RATE_LIMITED, message, { retryAfterMs, http: { status: 429, headers } });
};

/** A mistake in how the process was started: told in one line, without a stack. */
export class StartError extends Error {}
