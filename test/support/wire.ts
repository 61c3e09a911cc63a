import { connect, type Socket } from "node:net";

/** A TCP connection that says exactly what it is told to, and keeps all that it hears. */
export interface Wire {
  socket: Socket;
  heard(): Buffer;
  /** Resolves to how long it took the other side to hang up, in ms. */
  closed: Promise<number>;
}

export function wire(url: string, ...said: (string | Buffer)[]): Wire {
  const { hostname, port } = new URL(url);
  const begun = Date.now();
  const parts: Buffer[] = [];
  const socket = connect(Number(port), hostname);
  socket.on("data", (bytes) => parts.push(bytes)).on("error", () => undefined);
  for (const each of said) socket.write(each);
  const closed = new Promise<number>((resolve) => socket.once("close", () => resolve(Date.now() - begun)));
  return { socket, heard: () => Buffer.concat(parts), closed };
}

/** What a client says to be let in at the WebSocket. */
export const UPGRADE = [
  "GET /graphql HTTP/1.1",
  "Host: register",
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Protocol: graphql-transport-ws",
  "\r\n",
].join("\r\n");

export const TEXT = 1;
export const CLOSE = 8;
export const PING = 9;

interface Frame {
  op?: number;
  final?: boolean;
  reserved?: number;
  masked?: boolean;
  /** What is said of its length, if not the truth. */
  length?: number;
}

/** A frame of RFC 6455, right or wrong. */
export function frame(
  content: string | Buffer,
  { op = TEXT, final = true, reserved = 0, masked = true, length }: Frame = {},
): Buffer {
  const payload = Buffer.from(content);
  const size = length ?? payload.length;
  const head = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10);
  head[0] = (final ? 0x80 : 0) | (reserved << 4) | op;
  head[1] = (masked ? 0x80 : 0) | (size < 126 ? size : size < 65_536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(size, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(size), 2);
  if (!masked) return Buffer.concat([head, payload]);
  const mask = Buffer.from([7, 1, 5, 9]);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] as number))]);
}

/** The code of the frame with which a register closed; null where there was none. */
export function closeCode({ heard }: Wire): number | null {
  const all = heard();
  for (let at = all.indexOf("\r\n\r\n") + 4; at + 4 <= all.length; ) {
    const size = (all[at + 1] as number) & 0x7f;
    const head = size < 126 ? 2 : size === 126 ? 4 : 10;
    if (((all[at] as number) & 0x0f) === CLOSE) return all.readUInt16BE(at + head);
    at += head + (size < 126 ? size : size === 126 ? all.readUInt16BE(at + 2) : Number(all.readBigUInt64BE(at + 2)));
  }
  return null;
}
