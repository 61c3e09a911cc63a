import type { Duplex } from "node:stream";
import { CloseCode } from "graphql-ws";
import type { WebSocket } from "ws";
import type { Door } from "./door.js";

/** "Service Restart" and "Try Again Later" of the registry of RFC 6455: clients come back after both. */
const RESTART = 1012;
const TRY_AGAIN_LATER = 1013;
const HANG_UP_MS = 2_000;
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** A client's end of a WebSocket. */
export class Peer {
  /** False from the moment on which it was told goodbye. */
  isOpen = true;
  /** Has answered since it was last asked whether it is there. */
  isAlive = true;

  constructor(
    readonly socket: WebSocket,
    readonly address: string,
    private readonly stream: Duplex,
    private readonly door: Door,
  ) {
    socket.on("pong", () => {
      this.isAlive = true;
    });
  }

  /** Writes a frame past the library's own queue: allowed, as nothing is ever compressed and so nothing waits in it. */
  write(frame: Buffer): void {
    if (!this.isOpen) return;
    this.stream.write(frame);
    this.checkPace();
  }

  /** A client that does not read is cut: memory is bounded, and it comes back with its cursor. */
  checkPace(): void {
    if (!this.isOpen || this.stream.writableLength <= this.door.bounds.waitingBytes) return;
    this.door.metrics.count("slow_readers_cut");
    this.close(TRY_AGAIN_LATER, "RATE_LIMITED: this client reads too slowly.");
  }

  /** After a failure of ours: the cause goes to the log alone, and the client comes back, with its cursor where it has one. */
  fail(error: unknown): void {
    if (!this.isOpen) return;
    this.door.logger.error({ err: error }, "a socket is cut after a failure");
    this.close(TRY_AGAIN_LATER, "INTERNAL: try again later.");
  }

  restart(): void {
    this.close(RESTART, "The register restarts.");
  }

  /** A code after which a client comes back, too: with a fresh token, it may go well. */
  expire(): void {
    this.close(CloseCode.Forbidden, "UNAUTHENTICATED: The token has expired.");
  }

  /** Says goodbye, and hangs up if there is no answer. */
  close(code: number, reason: string): void {
    this.isOpen = false;
    this.socket.close(code, reason);
    const timer = setTimeout(() => this.socket.terminate(), HANG_UP_MS);
    this.socket.once("close", () => clearTimeout(timer));
  }

  /** Says goodbye when the token ends. */
  expireAt(instant: number | null): void {
    if (instant === null) return;
    const left = instant - Date.now();
    const again = () => (left > LONGEST_TIMEOUT_MS ? this.expireAt(instant) : this.expire());
    const timer = setTimeout(again, Math.min(left, LONGEST_TIMEOUT_MS));
    this.socket.once("close", () => clearTimeout(timer));
  }
}
