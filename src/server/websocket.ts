import type { IncomingMessage, Server } from "node:http";
import { type ExecutionArgs, type ExecutionResult, execute, GraphQLError } from "graphql";
import { CloseCode, type SubscribePayload } from "graphql-ws";
import { useServer } from "graphql-ws/use/ws";
import { type WebSocket, WebSocketServer } from "ws";
import { ErrorCode, Refusal } from "../base/errors.js";
import { subscribeFresh } from "../graphql/subscription.js";
import type { Door } from "./door.js";
import { maskError } from "./errors.js";
import { readDocument } from "./operations.js";
import { isAllowedOrigin } from "./origins.js";
import { closeAfter, retryLater, tokenOf } from "./socket.js";

const MAX_FRAME_BYTES = 64 * 1024;
const MAX_OPERATIONS = 50;
const KEEP_ALIVE_MS = 10_000;
const CLOSE_GRACE_MS = 3_000;

/** What an operation is executed with, and the socket that asked. */
type SocketArgs = ExecutionArgs & { socket: WebSocket };

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
      isProd: true, // a close says nothing of what failed here
      onConnect: ({ connectionParams, extra }) => welcome(door, tokenOf(connectionParams), extra.socket),
      onSubscribe: ({ connectionParams, extra, subscriptions }, _id, payload) =>
        prepare(
          door,
          tokenOf(connectionParams) ?? tokenOf(payload.extensions),
          payload,
          extra.socket,
          Object.keys(subscriptions).length,
        ),
      onNext: (_ctx, _id, _payload, _args, result) => maskResult(door, result),
      onError: (_ctx, _id, _payload, errors) => errors.map((error) => mask(door, error)),
      execute: execute as never,
      subscribe: ((args: SocketArgs) => subscribeFresh(args, (error) => retryLater(door, args.socket, error))) as never,
    },
    sockets,
    KEEP_ALIVE_MS,
  );
  server.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (opened) => {
      opened.on("error", (error) => door.logger.debug({ err: error }, "a socket failed"));
      sockets.emit("connection", opened, request);
    });
  });
  return () => close(sockets, async () => disposable.dispose());
}

/** Lets a client in until its token ends. An ended one is refused here, so that the client comes back with a fresh one. */
async function welcome(door: Door, authorization: string | undefined, socket: WebSocket): Promise<boolean> {
  try {
    const { who } = await door.createContext(authorization);
    closeAfter(socket, who.expiresAt);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) retryLater(door, socket, error);
    else if (error.extensions.expired) socket.close(CloseCode.Forbidden, `${error.code}: ${error.message}`);
    else return true; // each operation answers UNAUTHENTICATED
    return false;
  }
}

/** What graphql-ws is to execute, or the errors to answer with. A hook that throws would close the socket for good. */
async function prepare(
  door: Door,
  authorization: string | undefined,
  payload: SubscribePayload,
  socket: WebSocket,
  open: number,
): Promise<SocketArgs | readonly GraphQLError[]> {
  try {
    if (open > MAX_OPERATIONS)
      throw new Refusal(ErrorCode.RATE_LIMITED, `At most ${MAX_OPERATIONS} operations at a time on one socket.`);
    const contextValue = await door.createContext(authorization);
    const read = readDocument(door.schema, payload);
    if ("errors" in read) return read.errors;
    const { operationName, variables: variableValues } = payload;
    return { schema: door.schema, document: read.document, operationName, variableValues, contextValue, socket };
  } catch (error) {
    return [
      error instanceof GraphQLError
        ? error
        : new GraphQLError("The register failed.", { originalError: error as Error }),
    ];
  }
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
