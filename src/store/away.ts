import { GraphQLError } from "graphql";

/** SQLSTATEs of a server that goes down, starts or is full, and what sockets say. */
const CODES = /^(08...|53...|57P0.|E[A-Z]+|SQLITE_BUSY)$/;
/** What the driver and the pool say without a code. */
const WORDS = /terminated|timeout exceeded|read timeout|timeout expired|not queryable|already released/;

/**
 * True for a failure that has nothing to do with what was asked: the same may go well when the database is back.
 * What GraphQL says quotes what was asked, and may say any words.
 */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof GraphQLError) return false;
  const { code, message } = error as Error & { code?: unknown };
  return typeof code === "string" ? CODES.test(code) : WORDS.test(message);
}
