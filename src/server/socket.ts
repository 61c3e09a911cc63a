import { CloseCode } from "graphql-ws";
import type { WebSocket } from "ws";
import type { Door } from "./door.js";

/** "Try again later" of RFC 6455's registry: clients come back after it. */
const TRY_AGAIN_LATER = 1013;
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * `{ authorization: "Bearer …" }`, in either case, or under `headers`: of the connection's parameters, or of an
 * operation's extensions, which is where the playground puts the headers of a tab.
 */
export function tokenOf(params: Record<string, unknown> | null | undefined): string | undefined {
  const headers = params?.headers as Record<string, unknown> | undefined;
  const found = [params, headers].map((each) => each?.authorization ?? each?.Authorization);
  return found.find((each) => typeof each === "string");
}

/** Hangs up when the token ends, with a code after which a client comes back: with a fresh one, it may go well. */
export function closeAfter(socket: WebSocket, expiresAt: number | null): void {
  if (expiresAt === null) return;
  const left = expiresAt - Date.now();
  const timer = setTimeout(
    () => {
      if (left > LONGEST_TIMEOUT_MS) return closeAfter(socket, expiresAt);
      socket.close(CloseCode.Forbidden, "UNAUTHENTICATED: The token has expired.");
    },
    Math.min(left, LONGEST_TIMEOUT_MS),
  );
  socket.once("close", () => clearTimeout(timer));
}

/** Hangs up after a failure of ours; the cause goes to the log alone. */
export function retryLater({ logger }: Door, socket: WebSocket, error: unknown): void {
  logger.error({ err: error }, "a socket is cut after a failure");
  socket.close(TRY_AGAIN_LATER, "INTERNAL: try again later.");
}
