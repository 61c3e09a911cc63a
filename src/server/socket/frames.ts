/** The `next` message of graphql-transport-ws as a WebSocket frame that is ready for the socket (RFC 6455, unmasked text). */
export function nextFrame(id: string, payload: Buffer): Buffer {
  const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  const length = head.length + payload.length + 1;
  return Buffer.concat([header(length), head, payload, END]);
}

const END = Buffer.from("}");
const FINAL_TEXT = 0x81;

function header(length: number): Buffer {
  if (length < 126) return Buffer.from([FINAL_TEXT, length]);
  if (length < 65_536) return Buffer.from([FINAL_TEXT, 126, length >> 8, length & 255]);
  const long = Buffer.alloc(10);
  long[0] = FINAL_TEXT;
  long[1] = 127;
  long.writeBigUInt64BE(BigInt(length), 2);
  return long;
}
