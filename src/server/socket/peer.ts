import type { Duplex } from "node:stream";
import { CloseCode } from "graphql-ws";
import type { WebSocket } from "ws";
import type { Identity } from "../../graphql/identity.js";
import type { Door } from "../door.js";

/** "Service Restart" and "Try Again Later" of the registry of RFC 6455: clients come back after both. */
const RESTART = 1012;
const TRY_AGAIN_LATER = 1013;
const HANG_UP_MS = 2_000;
/** A frame that closes holds 123 bytes of reason; a character that is cut in two becomes one of three bytes. */
const LONGEST_REASON = 120;
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** A client's end of a WebSocket. */
export class Peer {
  /** False from the moment on which it was told goodbye. */
  isOpen = true;
  /** Has answered since it was last asked whether it is there. */
  isAlive = true;
  /** The ids of its operations that have not wholly ended. */
  readonly operations = new Set<string>();
  /** Who let it in, or asked for anything here: each with another token. */
  private readonly holders: Identity[] = [];
  private expires = Number.POSITIVE_INFINITY;
  private expiry: NodeJS.Timeout | undefined;

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
    this.checkPace();
    if (this.isOpen) this.stream.write(frame);
  }

  /**
   * A client that does not read is cut before more is added: memory is bounded, and it comes back with its cursor.
   * One large message alone is no reason.
   */
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

  /** Of an operation whose id is too long, or that of another one that has not ended yet. */
  refuseId(): void {
    this.close(TRY_AGAIN_LATER, "BAD_INPUT: an operation id is used once on a socket, and has at most 128 characters.");
  }

  /** What happens cannot be seen from here at the moment; another process may, or this one later. */
  sendAway(): void {
    this.close(TRY_AGAIN_LATER, "INTERNAL: what happens cannot be read, try again later.");
  }

  restart(): void {
    this.close(RESTART, "The register restarts.");
  }

  /** A code after which a client comes back, too: with a fresh token, it may go well. */
  endOfToken(why: string): void {
    this.close(CloseCode.Forbidden, `UNAUTHENTICATED: ${why}`);
  }

  /** Says goodbye, and hangs up if there is no answer. */
  close(code: number, reason: string): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    const timer = setTimeout(() => this.socket.terminate(), HANG_UP_MS);
    this.socket.once("close", () => clearTimeout(timer));
    this.socket.close(code, Buffer.from(reason).subarray(0, LONGEST_REASON).toString());
  }

  /** Has left, whoever said goodbye. */
  left(): void {
    this.isOpen = false;
    clearTimeout(this.expiry);
  }

  /** Says goodbye when a token ends with which anything was asked here: the first of them, if there are several. */
  admit(who: Identity): void {
    if (who.subject === null || !this.isOpen) return;
    if (!this.holders.some((holder) => isSameToken(holder, who))) this.holders.push(who);
    this.heedRevocations(); // it may have been revoked since it was checked
    this.expireAt(who.expiresAt);
  }

  heedRevocations(): void {
    const { revocations } = this.door;
    if (this.holders.some((holder) => revocations.include(holder))) this.endOfToken("The token was revoked.");
  }

  private expireAt(instant: number | null): void {
    if (instant === null || instant >= this.expires || !this.isOpen) return;
    this.expires = instant;
    this.waitForExpiry();
  }

  private waitForExpiry(): void {
    clearTimeout(this.expiry);
    const left = this.expires - Date.now();
    const again = () => (left > LONGEST_TIMEOUT_MS ? this.waitForExpiry() : this.endOfToken("The token has expired."));
    this.expiry = setTimeout(again, Math.min(left, LONGEST_TIMEOUT_MS));
  }
}

/** As far as a revocation can tell. */
function isSameToken(one: Identity, other: Identity): boolean {
  return one.subject === other.subject && one.tokenId === other.tokenId && one.issuedAt === other.issuedAt;
}
