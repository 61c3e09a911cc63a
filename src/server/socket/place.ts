import type { ExecutionResult } from "graphql";
import type { Place } from "../../graphql/live/seat.js";
import type { Door } from "../door.js";
import { maskResult } from "../errors.js";
import { nextFrame } from "./frames.js";
import type { Peer } from "./peer.js";

/** An operation on a socket. There is one for every screen, so it holds no more than it must. */
export class SocketPlace implements Place {
  constructor(
    private readonly door: Door,
    readonly id: string,
    private readonly peer: Peer,
  ) {}

  get hub() {
    return this.door.hub;
  }

  write(frame: Buffer): void {
    this.peer.write(frame);
  }

  fail(error: unknown): void {
    this.peer.fail(error);
  }

  present(result: ExecutionResult): Buffer {
    return Buffer.from(JSON.stringify(maskResult(this.door, result)));
  }

  frame(id: string, payload: Buffer): Buffer {
    return nextFrame(id, payload);
  }
}
