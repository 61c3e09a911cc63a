import type { Server } from "node:http";
import { type ExecutionArgs, type ExecutionResult, execute, GraphQLError, getOperationAST } from "graphql";
import { makeServer, type Context as SocketContext, type SubscribePayload } from "graphql-ws";
import { Refusal, rateLimited } from "../../base/errors.js";
import { withinLength } from "../../graphql/answer-size.js";
import { answerAtOnce } from "../../graphql/compile/answer.js";
import type { Context } from "../../graphql/context.js";
import { inTime, orRefusal } from "../../graphql/in-time.js";
import { subscribe } from "../../graphql/live/subscription.js";
import { isAway } from "../../store/away.js";
import type { Deadline } from "../../store/deadline.js";
import type { Door } from "../door.js";
import { maskGraphQLError, maskResult } from "../errors.js";
import type { Measure } from "../limits/cost.js";
import { told } from "../limits/limits.js";
import { ProviderAway } from "../sign-in/provider.js";
import type { Peer } from "./peer.js";
import { SocketPlace } from "./place.js";
import { type Extra, Sockets } from "./sockets.js";

/** What an operation is executed with, and the place that asked. */
type PlacedArgs = ExecutionArgs & { place: SocketPlace; measured: Measure | undefined; deadline: Deadline | null };

/** The WebSocket door: graphql-ws at `/graphql`. Returns how to close it. */
export function openWebSocket(door: Door, server: Server): () => Promise<void> {
  const graphql = makeServer<Record<string, unknown>, Extra>({
    onConnect: ({ connectionParams, extra }) => welcome(door, tokenOf(connectionParams), extra.peer),
    onSubscribe: (ctx, id, payload) => prepare(door, ctx, id, payload),
    onNext: (_ctx, _id, payload, args, result) =>
      maskResult(door, told(result, payload.extensions, (args as PlacedArgs).measured)),
    onError: (_ctx, _id, _payload, errors) => errors.map((error) => maskGraphQLError(door, error)),
    execute: answer as never,
    subscribe: follow as never,
  });
  const sockets = new Sockets(door, graphql, server);
  return () => sockets.close();
}

/** Lets a client in until its token ends. An ended one is refused here, so that the client comes back with a fresh one. */
async function welcome(door: Door, authorization: string | undefined, peer: Peer): Promise<boolean> {
  try {
    const { who } = await door.createContext({ authorization, address: peer.address });
    peer.admit(who);
    return peer.isOpen;
  } catch (error) {
    if (!(error instanceof Refusal)) peer.fail(error);
    else if (error.extensions.expired || error.extensions.revoked) peer.endOfToken(error.message);
    return peer.isOpen; // if so, each operation answers UNAUTHENTICATED
  }
}

/** What graphql-ws is to execute, or the errors to answer with. A hook that throws would close the socket for good. */
async function prepare(
  door: Door,
  { connectionParams, extra }: SocketContext<Record<string, unknown>, Extra>,
  id: string,
  payload: SubscribePayload,
): Promise<PlacedArgs | readonly GraphQLError[]> {
  const deadline = door.newDeadline();
  try {
    const { address } = extra.peer;
    door.rates.fromAddress(address);
    checkRoom(door, extra.peer);
    const authorization = tokenOf(connectionParams) ?? tokenOf(payload.extensions);
    const contextValue = await deadline.run(() => door.createContext({ authorization, address }));
    door.rates.bySubject(contextValue.who, address);
    extra.peer.admit(contextValue.who);
    const read = door.documents.read(payload);
    if ("errors" in read) return read.errors;
    door.rates.asMutations(contextValue, read.mutations);
    const { operationName, variables: variableValues } = payload;
    const place = new SocketPlace(door, id, extra.peer);
    return { schema: door.schema, ...read, operationName, variableValues, contextValue, place, deadline };
  } catch (error) {
    deadline.end();
    if (isAway(error) || error instanceof ProviderAway) extra.peer.fail(error);
    return [
      error instanceof GraphQLError
        ? error
        : new GraphQLError("The register failed.", { originalError: error as Error }),
    ];
  }
}

/** When to try again; nobody knows when one of the operations on a socket ends. */
const ROOM_AGAIN_MS = 1_000;

/** Throws RATE_LIMITED. */
function checkRoom({ bounds: { operationsPerSocket: most }, metrics }: Door, { operations }: Peer): void {
  if (operations.size <= most) return;
  metrics.count("operations_refused");
  throw rateLimited(`At most ${most} operations at a time on one socket.`, ROOM_AGAIN_MS);
}

async function answer(args: PlacedArgs): Promise<ExecutionResult> {
  const { document, operationName } = args;
  const deadline = args.deadline as Deadline;
  const result = await inTime(deadline, async () => {
    const data = await answerAtOnce(args);
    return data === null ? execute(args) : { data: data as never };
  });
  const isQuery = getOperationAST(document, operationName)?.operation === "query";
  return withinLength(isQuery ? orRefusal(deadline, result) : result, !isQuery);
}

/** A subscription begins in time, where events are read; then each of its events has a time of its own. */
function follow(args: PlacedArgs): Promise<unknown> {
  args.deadline?.end();
  args.deadline = null; // there is one for every screen, as long as it follows
  const deadline = (args.contextValue as Context).newDeadline("events");
  return inTime(deadline, () => subscribe(args, args.place)).catch((error) => later(args.place, error));
}

/** While the database is away, an answer would end the subscription; a socket that is cut brings the client back. */
function later(place: SocketPlace, error: unknown): { errors: GraphQLError[] } {
  if (isAway(error) || isAway((error as GraphQLError).originalError)) place.fail(error);
  return { errors: [new GraphQLError("The register failed.", { originalError: error as Error })] };
}

/**
 * `{ authorization: "Bearer …" }`, in either case, or under `headers`: of the connection's parameters, or of an
 * operation's extensions, which is where the playground puts the headers of a tab.
 */
function tokenOf(params: Record<string, unknown> | null | undefined): string | undefined {
  const headers = params?.headers as Record<string, unknown> | undefined;
  const found = [params, headers].map((each) => each?.authorization ?? each?.Authorization);
  return found.find((each) => typeof each === "string");
}
