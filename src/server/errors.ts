import { randomUUID } from "node:crypto";
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from "graphql";
import { ErrorCode, Refusal } from "../base/errors.js";
import type { Door } from "./door.js";

/** How much may be told, and where the rest goes. */
type Teller = Pick<Door, "logger" | "introspection">;

/**
 * What a client may know of an error: one code of the closed list, over both doors.
 * What was not meant for it becomes INTERNAL with an id; the cause goes to the log under that id.
 */
export function maskError(
  { logger, introspection }: Teller,
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const cause = original(error);
  const { locations, path } = formatted;
  const message = introspection ? formatted.message : formatted.message.replace(SUGGESTION, "");
  if (cause instanceof Refusal) {
    const { http: _http, ...extensions } = cause.extensions;
    return { message: cause.message, locations, path, extensions };
  }
  if (isClientsFault(formatted, error)) return { message, locations, path, extensions: { code: ErrorCode.BAD_INPUT } };
  const errorId = randomUUID();
  logger.error({ err: cause, errorId }, "a request failed");
  return { message: "The register failed.", locations, path, extensions: { code: ErrorCode.INTERNAL, errorId } };
}

/** The HTTP status of a refusal that is not an answer of GraphQL; any other is a failure of ours. */
export const STATUS: Record<string, number> = {
  [ErrorCode.BAD_INPUT]: 400,
  [ErrorCode.UNAUTHENTICATED]: 401,
  [ErrorCode.FORBIDDEN]: 403,
  [ErrorCode.NOT_FOUND]: 404,
  [ErrorCode.TOO_COMPLEX]: 503, // outside GraphQL, where it is one that took too long
  [ErrorCode.RATE_LIMITED]: 429,
};

/** The same for what graphql-ws hands over. */
export function maskGraphQLError(teller: Teller, error: GraphQLError): GraphQLFormattedError {
  return maskError(teller, error.toJSON(), error);
}

export function maskResult(teller: Teller, result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined) return result;
  return { ...result, errors: result.errors.map((error) => maskGraphQLError(teller, error)) as never };
}

/** What graphql-js adds to a name that it does not know. */
const SUGGESTION = / ?Did you mean .*\?$/s;

/**
 * GraphQL's own refusals (syntax, unknown fields, wrong variables) have no path;
 * underneath our failures is another error.
 */
function isClientsFault(formatted: GraphQLFormattedError, error: unknown): boolean {
  if (!(error instanceof GraphQLError) || !(original(error) instanceof GraphQLError)) return false;
  if (formatted.message.startsWith('Argument "')) return true; // a null variable where there must be a value
  const status = (error.extensions.http as { status?: number } | undefined)?.status ?? 200;
  return error.path === undefined && status < 500;
}

/** The first error that is no wrapping of graphql-js. */
function original(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? original(error.originalError) : error;
}
