import { randomUUID } from "node:crypto";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
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

/** GraphQL's own refusals (syntax, unknown fields, wrong variables) wrap nothing; our failures do. */
function isClientsFault(formatted: GraphQLFormattedError, error: unknown): boolean {
  if (formatted.extensions?.code === "INTERNAL_SERVER_ERROR" && original(error) !== error) return false;
  const status = (error as { extensions?: { http?: { status?: number } } }).extensions?.http?.status ?? 200;
  return error instanceof GraphQLError && error.path === undefined && status < 500;
}

function original(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? original(error.originalError) : error;
}
