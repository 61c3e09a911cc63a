// What everybody would write: graphql-ws as its documentation shows it, graphql-js, an iterator per subscriber.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { buildSchema } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { matches } from "./made-data.mjs";
import { serve, startMeter } from "./server-meter.mjs";

const readers = new Set();
let event;

/** The events that match, each queued until it is asked for. */
class Reader {
  queue = [];
  asking = null;

  constructor(filter) {
    this.filter = filter;
    readers.add(this);
  }

  push(value) {
    if (this.asking === null) return void this.queue.push(value);
    this.asking({ value, done: false });
    this.asking = null;
  }

  next() {
    if (this.queue.length > 0) return Promise.resolve({ value: this.queue.shift(), done: false });
    return new Promise((resolve) => {
      this.asking = resolve;
    });
  }

  return() {
    readers.delete(this);
    this.asking?.({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator]() {
    return this;
  }
}

function schemaOf() {
  const schema = buildSchema(readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"));
  const field = schema.getSubscriptionType().getFields().commitmentStatusChanged;
  field.subscribe = (_root, { filter }) => new Reader(filter);
  return schema;
}

serve({
  async start({ data }) {
    event = data;
    const server = createServer();
    const sockets = new WebSocketServer({ server, path: "/graphql", perMessageDeflate: false });
    sockets.on("connection", (socket) => socket.on("error", () => undefined));
    useServer({ schema: schemaOf() }, sockets, 10_000);
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { port: server.address().port };
  },
  event({ count = 1, key = 0 }) {
    const at = startMeter();
    for (let sent = 0; sent < count; sent++)
      for (const reader of readers) if (matches(reader.filter, key)) reader.push(event);
    return at;
  },
});
