import type { IncomingMessage, Server } from "node:http";
import { type ExecutionArgs, type ExecutionResult, execute, GraphQLError } from "graphql";
import type { SubscribePayload } from "graphql-ws";
import { useServer } from "graphql-ws/use/ws";
import { type WebSocket, WebSocketServer } from "ws";
import { Refusal } from "../base/errors.js";
import { subscribeFresh } from "../graphql/subscription.js";
import type { Door } from "./door.js";
import { maskError } from "./errors.js";
import { readDocument } from "./operations.js";
import { isAllowedOrigin } from "./origins.js";

const MAX_FRAME_BYTES = 64 * 1024;
const KEEP_ALIVE_MS = 10_000;
const CLOSE_GRACE_MS = 3_000;
/** A code after which clients come back: with a fresh token, it may go well. */
const FORBIDDEN = 4403;

/** The WebSocket door: graphql-ws at `/graphql`. Returns how to close it. */
export function openWebSocket(door: Door, server: Server): () => Promise<void> {
  // Without `server`: a port that is taken is told of by the server itself, once.
  const sockets = new WebSocketServer({
    noServer: true,
    path: "/graphql",
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    verifyClient: ({ req }: { req: IncomingMessage }) => isAllowedOrigin(door.allowedOrigins, req.headers),
  });
  const disposable = useServer<Record<string, unknown>, { socket: WebSocket }>(
    {
      onConnect: ({ connectionParams, extra }) => refuseExpired(door, tokenOf(connectionParams), extra.socket),
      onSubscribe: ({ connectionParams }, _id, payload) => prepare(door, tokenOf(connectionParams), payload),
      onNext: (_ctx, _id, _payload, _args, result) => maskResult(door, result),
      onError: (_ctx, _id, _payload, errors) => errors.map((error) => mask(door, error)),
      execute: execute as never,
      subscribe: subscribeFresh as never,
    },
    sockets,
    KEEP_ALIVE_MS,
  );
  server.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit("connection", opened, request));
  });
  return () => close(sockets, async () => disposable.dispose());
}

/** An expired token is refused at the door, so that a client comes back with a fresh one. */
async function refuseExpired(door: Door, authorization: string | undefined, socket: WebSocket): Promise<boolean> {
  try {
    await door.createContext(authorization);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (!error.message.includes("expired")) return true; // each operation answers UNAUTHENTICATED
    socket.close(FORBIDDEN, `${error.code}: ${error.message}`);
    return false;
  }
}

/** What graphql-ws is to execute, or the errors to answer with. A hook that throws would close the socket for good. */
async function prepare(
  door: Door,
  authorization: string | undefined,
  payload: SubscribePayload,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  try {
    const contextValue = await door.createContext(authorization);
    const read = readDocument(door.schema, payload.query);
    if ("errors" in read) return read.errors;
    const { operationName, variables } = payload;
    return { schema: door.schema, document: read.document, operationName, variableValues: variables, contextValue };
  } catch (error) {
    // With a path it counts as a failure of ours, not as a bad request.
    return [
      error instanceof GraphQLError ? error : new GraphQLError("failed", { originalError: error as Error, path: [] }),
    ];
  }
}

/** `{ authorization: "Bearer …" }`, in either case, or under `headers`. */
function tokenOf(params: Record<string, unknown> | undefined): string | undefined {
  const headers = params?.headers as Record<string, unknown> | undefined;
  const found = [params, headers]
    .map((each) => each?.authorization ?? each?.Authorization)
    .find((each) => each !== undefined);
  return found === undefined ? undefined : String(found);
}

function maskResult(door: Door, result: ExecutionResult): ExecutionResult {
  return result.errors ? { ...result, errors: result.errors.map((error) => mask(door, error)) as never } : result;
}

function mask(door: Door, error: unknown) {
  return maskError(door.logger, error instanceof GraphQLError ? error.toJSON() : (error as never), error) as never;
}

/** Says goodbye to every client, and hangs up on those that do not answer in time. */
async function close(sockets: WebSocketServer, dispose: () => Promise<void>): Promise<void> {
  const late = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, CLOSE_GRACE_MS);
  await dispose();
  clearTimeout(late);
}
