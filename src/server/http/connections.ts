import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { RequestHandler } from "express";
import type { Door } from "../door.js";

/** A client that says nothing, or says it drop by drop, holds a connection: it is hung up on. */
export const PATIENCE = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 1_000 };

/** So long, beyond what an operation may take, nothing may come or go on a connection that is no WebSocket. */
const SILENCE_MS = 5_000;
/** Answers wait for their readers with as many bytes in all as may wait at so many sockets. */
const WAITING_SOCKETS = 256;
/** What one connection may ask before its answers. No browser does; node reads on for as long as nothing is answered. */
const MOST_AHEAD = 256;
/** How long a client may go on sending after its answer: long enough to read that. */
const AFTER_THE_ANSWER_MS = 1_000;

/** Bounds what clients hold that do not read, send without end, or are too many. */
export function boundConnections(server: Server, { bounds, metrics }: Door): void {
  const unread = new Unread(bounds.waitingBytes * WAITING_SOCKETS, () => metrics.count("slow_readers_cut"));
  let connections = 0;
  const gone = () => connections--; // one for all: thousands of sockets are idle
  server.maxConnections = bounds.sockets + Math.max(256, Math.ceil(bounds.sockets / 4)); // the rest is for HTTP
  server.timeout = 2 * bounds.operationMs + SILENCE_MS; // a mutation, and then its answer, may take as long each
  server.on("timeout", (socket) => {
    if (socket.writableLength > 0) metrics.count("slow_readers_cut");
    socket.destroy();
  });
  server.on("drop", () => metrics.count("connections_refused"));
  server.on("connection", (socket) => {
    connections++;
    socket.on("close", gone);
  });
  server.prependListener("request", (request, response) => {
    response.once("prefinish", () => unread.add(response));
    response.once("finish", () => endSoon(request));
  });
  metrics.watch("connections", () => connections);
}

const ahead = new WeakMap<Socket, number>();

/** Begins with what is asked on a connection when the answers before it have gone: they would wait in memory, uncounted. */
export const inTurn: RequestHandler = ({ socket }, response, next) => {
  if (response.socket !== null) return next();
  const waiting = (ahead.get(socket) ?? 0) + 1;
  if (waiting > MOST_AHEAD) return void socket.destroy();
  ahead.set(socket, waiting);
  response.once("socket", () => {
    ahead.set(socket, (ahead.get(socket) ?? 1) - 1);
    process.nextTick(next);
  });
};

function endSoon(request: IncomingMessage): void {
  if (!request.complete) setTimeout(() => request.complete || request.socket.destroy(), AFTER_THE_ANSWER_MS).unref();
}

/** Answers that are made and not read yet, the first of them first. It is hung up on when later ones find no room. */
class Unread {
  private readonly answers = new Map<ServerResponse, number>();
  private bytes = 0;

  constructor(
    private readonly most: number,
    private readonly onCut: () => void,
  ) {}

  add(answer: ServerResponse): void {
    const waiting = answer.socket?.writableLength ?? 0;
    if (waiting === 0) return; // nearly always
    this.answers.set(answer, waiting);
    this.bytes += waiting;
    answer.once("close", () => this.remove(answer));
    for (const [first] of this.answers) {
      if (this.bytes <= this.most || first === answer) return; // a large one alone is no reason
      this.remove(first);
      this.onCut();
      first.destroy();
    }
  }

  private remove(answer: ServerResponse): void {
    this.bytes -= this.answers.get(answer) ?? 0;
    this.answers.delete(answer);
  }
}
