import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { CloseCode, type Server as GraphQLServer, handleProtocols } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import { ErrorCode } from "../../base/errors.js";
import { addressOf, networkOf } from "../caller/address.js";
import { isAllowedOrigin } from "../caller/origins.js";
import type { Door } from "../door.js";
import { Peer } from "./peer.js";

const MAX_FRAME_BYTES = 64 * 1024;
const KEEP_ALIVE_MS = 10_000;
/** When there may be room again: who is gone has been found by then. */
const ROOM_AGAIN_MS = KEEP_ALIVE_MS;
const HANG_UP_MS = 2_000;
const LONGEST_ID = 128;

export interface Extra {
  peer: Peer;
}

/** Every WebSocket of the process: lets clients in within bounds, and sees whether they are still there. */
export class Sockets {
  private readonly peers = new Set<Peer>();
  private readonly byNetwork = new Map<string, number>();
  private readonly upgrader = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols,
  });
  private readonly keepAlive = setInterval(() => this.askWhoIsThere(), KEEP_ALIVE_MS);

  constructor(
    private readonly door: Door,
    private readonly graphql: GraphQLServer<Extra>,
    server: Server,
  ) {
    server.on("upgrade", (request, stream, head) => this.upgrade(request, stream, head));
    door.metrics.watch("sockets", () => this.peers.size);
    door.revocations.onNew(() => {
      for (const peer of this.peers) peer.heedRevocations();
    });
  }

  /** Says goodbye to every client; those that do not answer are hung up on. */
  async close(): Promise<void> {
    clearInterval(this.keepAlive);
    const gone = [...this.peers].map((peer) => new Promise((resolve) => peer.socket.once("close", resolve)));
    for (const peer of this.peers) peer.restart();
    await Promise.all(gone);
  }

  private upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on("error", () => stream.destroy());
    const refusal = this.refusalOf(request);
    if (refusal !== null) refuse(stream, refusal);
    else this.upgrader.handleUpgrade(request, stream, head, (socket) => this.open(socket, request, stream));
  }

  private refusalOf(request: IncomingMessage): Refused | null {
    const { url = "" } = request;
    const { trust, bounds, rates, isStopping, isCurrent, metrics } = this.door;
    if (url.split("?")[0] !== "/graphql") return { status: "404 Not Found", code: ErrorCode.NOT_FOUND };
    if (!isAllowedOrigin(this.door, request)) return { status: "403 Forbidden", code: ErrorCode.FORBIDDEN };
    const address = addressOf(trust, request);
    const retryAfterMs = rates.newConnection(address);
    if (retryAfterMs > 0) return { status: "429 Too Many Requests", code: ErrorCode.RATE_LIMITED, retryAfterMs };
    const ofAddress = this.byNetwork.get(networkOf(address)) ?? 0;
    const full = this.peers.size >= bounds.sockets || ofAddress >= bounds.socketsPerAddress;
    if (full) metrics.count("sockets_refused");
    return full || isStopping() || !isCurrent()
      ? { status: "503 Service Unavailable", code: ErrorCode.RATE_LIMITED, retryAfterMs: ROOM_AGAIN_MS }
      : null;
  }

  private open(socket: WebSocket, request: IncomingMessage, stream: Duplex): void {
    const peer = new Peer(socket, addressOf(this.door.trust, request), stream, this.door);
    this.enter(peer);
    socket.on("error", (error) => this.door.logger.debug({ err: error }, "a socket failed"));
    const closed = this.graphql.opened(
      {
        protocol: socket.protocol,
        send: (text) => send(peer, text),
        close: (code = 1000, reason = "") => peer.close(code, reason),
        onMessage: (take) => socket.on("message", (data) => void receive(peer, String(data), take)),
      },
      { peer },
    );
    socket.once("close", (code, reason) => {
      this.leave(peer);
      void closed(code, String(reason));
    });
  }

  private enter(peer: Peer): void {
    this.peers.add(peer);
    const network = networkOf(peer.address);
    this.byNetwork.set(network, (this.byNetwork.get(network) ?? 0) + 1);
  }

  private leave(peer: Peer): void {
    peer.left();
    this.peers.delete(peer);
    const network = networkOf(peer.address);
    const rest = (this.byNetwork.get(network) ?? 1) - 1;
    if (rest === 0) this.byNetwork.delete(network);
    else this.byNetwork.set(network, rest);
  }

  private askWhoIsThere(): void {
    const isCurrent = this.door.isCurrent();
    if (!isCurrent) this.door.logger.error({ sockets: this.peers.size }, "the log cannot be read: sockets are cut");
    for (const peer of this.peers) {
      if (!isCurrent) peer.sendAway();
      if (!peer.isAlive) peer.socket.terminate();
      peer.isAlive = false;
      peer.socket.ping();
    }
  }
}

/**
 * Hands a message over to graphql-ws, which knows operations by their id alone: one whose id is still in use would be
 * taken for the earlier one. A client that sends such an id is sent away and begins anew.
 */
async function receive(peer: Peer, text: string, take: (text: string) => Promise<void>): Promise<void> {
  if (!peer.isOpen) return;
  const { type, id: given } = read(text);
  if (SAID_BY_US.has(type)) return peer.close(CloseCode.BadRequest, "BAD_INPUT: this is for the register to say.");
  const id = type === "subscribe" && typeof given === "string" ? given : null;
  if (id !== null && (id.length > LONGEST_ID || peer.operations.has(id))) return peer.refuseId();
  if (id !== null) peer.operations.add(id);
  try {
    await take(text);
  } catch (error) {
    peer.fail(error);
  } finally {
    if (id !== null) peer.operations.delete(id);
  }
}

/** What graphql-ws would take for a failure of ours. */
const SAID_BY_US: ReadonlySet<unknown> = new Set(["connection_ack", "next", "error"]);

/** A message; of what is none graphql-ws says so. */
function read(text: string): { type?: unknown; id?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/** Resolves when the message has left, so that catching up goes at the client's pace. */
function send(peer: Peer, text: string): Promise<void> {
  return new Promise((resolve) => {
    peer.checkPace();
    if (!peer.isOpen) return resolve();
    peer.socket.send(text, () => resolve());
  });
}

interface Refused {
  status: string;
  code: ErrorCode;
  retryAfterMs?: number;
}

function refuse(stream: Duplex, { status, ...extensions }: Refused): void {
  const { retryAfterMs } = extensions;
  const body = JSON.stringify({ errors: [{ message: status.slice(4), extensions }] });
  const later = retryAfterMs === undefined ? "" : `\r\nRetry-After: ${Math.ceil(retryAfterMs / 1_000)}`;
  const head = `HTTP/1.1 ${status}${later}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`;
  stream.once("finish", () => stream.destroy());
  setTimeout(() => stream.destroy(), HANG_UP_MS).unref();
  stream.end(`${head}\r\n\r\n${body}`);
}
