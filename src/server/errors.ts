import { randomUUID } from "node:crypto";
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from "graphql";
import { ErrorCode, Refusal } from "../base/errors.js";
import type { Logger } from "../base/log.js";

/**
 * What a client may know of an error: one code of the closed list, over both doors.
 * What was not meant for it becomes INTERNAL with an id; the cause goes to the log under that id.
 */
export function maskError(logger: Logger, formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = original(error);
  const { message, locations, path } = formatted;
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
  [ErrorCode.RATE_LIMITED]: 429,
};

/** The same for what graphql-ws hands over. */
export function maskGraphQLError(logger: Logger, error: GraphQLError): GraphQLFormattedError {
  return maskError(logger, error.toJSON(), error);
}

export function maskResult(logger: Logger, result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined) return result;
  return { ...result, errors: result.errors.map((error) => maskGraphQLError(logger, error)) as never };
}

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
