// The limit: a plain `ws` server that sends one ready buffer to all, or to those of a key.
import { createServer } from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import { WebSocketServer } from "ws";
import { serve, startMeter } from "./server-meter.mjs";

const PING_MS = 10_000;
const READY = Buffer.from('{"type":"ready"}');
const all = new Set();
const byKey = new Map();
let message;

function welcome(socket) {
  all.add(socket);
  socket.on("error", () => undefined);
  socket.on("message", (data) => {
    const { key } = JSON.parse(String(data));
    if (!byKey.has(key)) byKey.set(key, new Set());
    byKey.get(key).add(socket);
    socket.on("close", () => byKey.get(key).delete(socket));
    socket.send(READY, { binary: false });
  });
  socket.on("close", () => all.delete(socket));
}

function broadcast(key) {
  for (const socket of key === undefined ? all : (byKey.get(key) ?? [])) socket.send(message, { binary: false });
}

serve({
  async start({ text }) {
    message = Buffer.from(text);
    const server = createServer();
    new WebSocketServer({ server, perMessageDeflate: false }).on("connection", welcome);
    setInterval(() => {
      for (const socket of all) socket.ping();
    }, PING_MS);
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { port: server.address().port };
  },
  event({ count = 1, key }) {
    const at = startMeter();
    void sendAll(count, key);
    return at;
  },
});

async function sendAll(count, key) {
  for (let sent = 0; sent < count; sent++) {
    broadcast(key);
    if (sent + 1 < count) await turn(); // sockets and HTTP get their turn
  }
}
