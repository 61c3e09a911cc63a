import { ErrorCode, Refusal } from "../base/errors.js";

/** Most bytes of one answer, and of any one text that is read for operations. */
export const LONGEST = 32 * 1024 * 1024;

const TOO_LONG = `has more than ${LONGEST} bytes of text.`;

/** With `done`, it was the answer to a mutation. */
export function tooLong(done = false): Refusal {
  if (done)
    return new Refusal(ErrorCode.TOO_COMPLEX, `It was done; its answer ${TOO_LONG}`, { limit: LONGEST, done: true });
  return new Refusal(ErrorCode.TOO_COMPLEX, `The answer ${TOO_LONG}`, { limit: LONGEST });
}

/** A text was too long to be handed over. */
export class TooLong extends Error {}

/** What SQLite says at the limit that is set for it, and PostgreSQL at its own of 1 GB. */
const CODES: ReadonlySet<unknown> = new Set(["SQLITE_TOOBIG", "54000"]);

/** True for the failure of a statement that was to make too long a text. */
export function isTooLong(error: unknown): boolean {
  return error instanceof TooLong || CODES.has((error as { code?: unknown } | null)?.code);
}
