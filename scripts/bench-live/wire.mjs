// A screen cut down to the bone, so that the clients do not set the pace: WebSocket and graphql-transport-ws by hand,
// which counts messages and does not parse them. The check before the measuring uses the real client.
import { randomBytes } from "node:crypto";
import { connect } from "node:net";

const NEXT = "n".charCodeAt(0);
const TYPE_FIRST = "t".charCodeAt(0);
const CURSOR = Buffer.from('"cursor":"');
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
const SHORT = 120;

/** A masked text frame; the mask is zero. */
function textFrame(text) {
  const body = Buffer.from(text);
  const head = body.length < 126 ? [0x81, 0x80 | body.length] : [0x81, 0xfe, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from(head), Buffer.alloc(4), body]);
}

const upgrade = (port) =>
  `GET /graphql HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
  `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\nSec-WebSocket-Version: 13\r\n` +
  "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n";

/** One subscriber. Its `group` is told of every message and of the end of the connection. */
export class Screen {
  count = 0;
  cursors = null;
  after;

  constructor(group, { id, variables, key, keep }) {
    this.group = group;
    this.id = id;
    this.key = key;
    this.variables = variables;
    this.after = variables?.after;
    if (keep) this.cursors = [];
    this.typeAt = `{"id":"${id}","type":"`.length;
  }

  /** Resolves once it has subscribed. */
  open() {
    return new Promise((resolve, reject) => {
      this.opened = () => {
        this.live = true;
        resolve();
      };
      this.rest = null;
      this.upgraded = this.live = false;
      this.closing = null;
      const socket = connect(this.group.port, "127.0.0.1", () => socket.write(upgrade(this.group.port)));
      this.socket = socket.setNoDelay(true);
      socket.on("data", (chunk) => this.receive(chunk));
      socket.on("error", () => undefined);
      socket.on("close", () => {
        reject(new Error(`closed before it was open (${this.closing ?? "cut"})`));
        if (this.socket === socket) this.group.closed(this);
      });
    });
  }

  /** Hangs up without a goodbye. */
  cut() {
    const { socket } = this;
    this.socket = null;
    socket?.destroy();
  }

  receive(chunk) {
    let data = this.rest === null ? chunk : Buffer.concat([this.rest, chunk]);
    this.rest = null;
    if (!this.upgraded) {
      const end = data.indexOf("\r\n\r\n");
      if (end < 0) {
        this.rest = data;
        return;
      }
      if (!data.latin1Slice(0, 16).includes(" 101 ")) return this.refused(data.latin1Slice(0, 40));
      this.upgraded = true;
      this.greet();
      data = data.subarray(end + 4);
    }
    const before = this.count;
    const at = this.frames(data);
    if (at < data.length) this.rest = Buffer.from(data.subarray(at));
    if (this.count > before) this.group.came(this.count - before);
  }

  refused(status) {
    this.closing = status.split("\r")[0];
    this.socket?.destroy();
  }

  /** Takes whole frames in, and gives how far it came. */
  frames(data) {
    let at = 0;
    while (data.length - at >= 2) {
      const coded = data[at + 1] & 127;
      const start = at + (coded < 126 ? 2 : coded === 126 ? 4 : 10);
      if (data.length < start) break;
      const length = coded < 126 ? coded : coded === 126 ? data.readUInt16BE(at + 2) : data.readUInt32BE(at + 6);
      if (data.length < start + length) break;
      this.frame(data[at] & 15, data, start, start + length);
      at = start + length;
    }
    return at;
  }

  frame(opcode, data, start, end) {
    if (opcode === 1) {
      const type = data[start + 2] === TYPE_FIRST ? start + 9 : start + this.typeAt;
      if (data[type] === NEXT) this.next(data, start, end);
      else if (end - start < SHORT) this.control(JSON.parse(data.toString("utf8", start, end)));
      else this.group.failed(data.toString("utf8", start, end));
    } else if (opcode === 9) this.socket?.write(PONG);
    else if (opcode === 8) {
      this.closing = `${data.readUInt16BE(start)} ${data.toString("utf8", start + 2, end)}`;
      this.socket?.end();
    }
  }

  next(data, start, end) {
    this.count++;
    if (this === this.group.sample) this.last = data.toString("utf8", start, end);
    if (this.cursors === null) return;
    const at = data.indexOf(CURSOR, start) + CURSOR.length;
    this.after = data.latin1Slice(at, data.indexOf(0x22, at));
    this.cursors.push(this.after);
  }

  greet() {
    if (this.group.kind === "raw") this.socket.write(textFrame(JSON.stringify({ key: this.key })));
    else this.socket.write(textFrame('{"type":"connection_init"}'));
  }

  control(message) {
    if (message.type === "connection_ack") {
      const payload = { query: this.group.query, variables: { ...this.variables, after: this.after } };
      this.socket.write(textFrame(JSON.stringify({ id: this.id, type: "subscribe", payload })));
      this.opened();
    } else if (message.type === "ready") this.opened();
    else if (message.type === "error" || message.type === "complete") this.group.failed(JSON.stringify(message));
  }
}
