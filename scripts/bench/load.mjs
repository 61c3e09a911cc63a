// The process that asks: HTTP by hand over kept connections, each with one request under way, so that asking costs little.
import { connect } from "node:net";
import { performance } from "node:perf_hooks";
import { answer } from "../bench-live/rpc.mjs";

const HEAD_END = Buffer.from("\r\n\r\n");
const GOOD = Buffer.from('{"data":{');
const targets = new Map();

/** One request as it goes over the wire. */
function wire({ port }, { path, body }) {
  const bytes = Buffer.from(body);
  const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** Calls back when a whole answer has come; one that is no data ends the run. */
function answers(done, fail) {
  let left = 0; // bytes of the answer that are still to come; 0 before its head has
  let head = null;
  return (chunk) => {
    if (left > 0) {
      left -= chunk.length;
      if (left <= 0) done();
      return;
    }
    head = head === null ? chunk : Buffer.concat([head, chunk]);
    const end = head.indexOf(HEAD_END);
    if (end < 0 || head.length < end + 4 + GOOD.length) return;
    const start = head.latin1Slice(0, end);
    const length = /^HTTP\/1\.1 200.*?content-length: (\d+)/is.exec(start)?.[1];
    if (length === undefined || head.compare(GOOD, 0, GOOD.length, end + 4, end + 4 + GOOD.length) !== 0)
      return fail(new Error(head.toString("utf8", 0, 600)));
    left = end + 4 + Number(length) - head.length;
    head = null;
    if (left <= 0) done();
  };
}

/** Asks over one connection again and again, until the time is over. */
function keepAsking({ port, requests }, next, until, latencies) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let asked;
    const fail = (error) => {
      socket.destroy();
      reject(error);
    };
    const ask = () => {
      asked = performance.now();
      socket.write(requests[next() % requests.length]);
    };
    const done = () => {
      const now = performance.now();
      latencies.push(now - asked);
      if (now < until) return ask();
      socket.end();
      resolve();
    };
    socket.on("connect", ask);
    socket.on("data", answers(done, fail));
    socket.on("error", fail);
    socket.on("close", () => reject(new Error("The server hung up.")));
  });
}

answer({
  prepare({ name, port, requests }) {
    targets.set(name, { port, requests: requests.map((each) => wire({ port }, each)), asked: 0 });
  },
  async run({ name, connections, seconds }) {
    const target = targets.get(name);
    const begin = performance.now();
    const latencies = [];
    const each = () => keepAsking(target, () => target.asked++, begin + seconds * 1_000, latencies);
    await Promise.all(Array.from({ length: connections }, each));
    return { seconds: (performance.now() - begin) / 1_000, latencies };
  },
});
