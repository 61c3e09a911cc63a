// The three servers and the two processes of screens, and what scenarios do with them.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { median } from "./figures.mjs";
import { madeFile } from "./made-data.mjs";
import { clock, endAll, launch } from "./rpc.mjs";
import { LIVE } from "./settings.mjs";
import { ask } from "./writers.mjs";

export const KINDS = ["ours", "raw", "plain"];
const PATIENCE_MS = 60_000;
const PAUSE_MS = 20;
const QUIET_MS = 60;
const QUIET_CPU_US = 2_500;

export class Stage {
  servers = {};
  ports = {};
  totals = new Map();
  /** What the scenarios found, in order. */
  rows = [];
  /** µs of ours for a message of one group, once measured. */
  cost = null;
  /** µs that a server spends on being asked to make an event and what it spent: taken off. */
  asking = 0;

  constructor(plan) {
    this.plan = plan;
    this.end = clock() + plan.seconds * 1_000;
  }

  async openOurs() {
    this.folder = await mkdtemp(join(tmpdir(), "ket-nghia-bench-"));
    await writeFile(join(this.folder, "made.json"), madeFile());
    this.clients = [launch("clients.mjs", "screens 1"), launch("clients.mjs", "screens 2")];
    const { server, port, token } = await this.startRegister(`sqlite:${join(this.folder, "register.db")}`);
    Object.assign(this, { token });
    this.servers.ours = server;
    this.ports.ours = port;
  }

  /** A register of its own process on that database. */
  async startRegister(databaseUrl) {
    const server = launch("server-ours.mjs", "ours");
    const asked = { databaseUrl, madeFile: join(this.folder, "made.json") };
    return { server, ...(await server.call("start", asked)) };
  }

  /** The other two, which send what ours sent. */
  async openOthers(data) {
    const id = this.plan.ids === "uuid" ? "f81d4fae-7dec-41d0-a765-00a0c91e6bf6" : "1";
    const text = JSON.stringify({ id, type: "next", payload: { data } });
    this.bytes = Buffer.byteLength(text);
    for (const kind of ["raw", "plain"]) {
      this.servers[kind] = launch(`server-${kind}.mjs`, kind);
      this.ports[kind] = (await this.servers[kind].call("start", { text, data })).port;
    }
  }

  ask(query, variables) {
    return ask({ port: this.ports.ours }, query, variables);
  }

  async head() {
    return (await this.ask("{ commitments(first: 1) { liveCursor } }")).commitments.liveCursor;
  }

  left() {
    return (this.end - clock()) / 1_000;
  }

  /** The same call to both processes of screens. */
  screens(name, args) {
    return Promise.all(this.clients.map((client) => client.call(name, args)));
  }

  /** Opens `size` screens of a server, half in each process, and waits until the server rests. */
  async open(kind, name, size, more = {}) {
    const { port = this.ports[kind], server = this.servers[kind], query = LIVE } = more;
    const asked = { kind, port, query, ids: this.plan.ids, after: kind === "ours" ? await this.head() : null };
    this.totals.set(name, 0);
    await this.screens("open", { name, count: size / 2, ...asked, ...more, server: undefined });
    await this.rest(server);
  }

  async close(name, kind) {
    await this.screens("close", { name });
    await this.rest(this.servers[kind]);
  }

  /** Waits until a server does next to nothing. */
  async rest(server, atMostMs = 20_000) {
    const end = clock() + atMostMs;
    let before = await server.call("cpu");
    for (let quiet = 0; quiet < 2 && clock() < end; ) {
      await sleep(QUIET_MS);
      const after = await server.call("cpu");
      quiet = after - before < QUIET_CPU_US ? quiet + 1 : 0;
      before = after;
    }
  }

  /** Resolves when so many more messages have come to a group, with the time of the last one. */
  async arrivals(name, messages) {
    const total = this.totals.get(name) + messages;
    this.totals.set(name, total);
    return Math.max(...(await this.screens("arrivals", { name, total: total / 2, withinMs: PATIENCE_MS })));
  }

  /** Makes events on a server and waits until the last screen has the last one. */
  async fire(kind, name, messages, event = {}) {
    await sleep(PAUSE_MS);
    const arrived = this.arrivals(name, messages);
    const [last, at] = await Promise.all([arrived, this.servers[kind].call("event", event)]);
    const cpu = (await this.servers[kind].call("spent")) - this.asking;
    return { cpu: cpu / messages, ms: last - at, messages };
  }

  /** Learns what being asked costs a server: as `fire`, with an event that is for nobody. */
  async calibrate() {
    const costs = [];
    for (let round = 0; round < 15; round++) {
      await sleep(PAUSE_MS);
      await this.servers.raw.call("event", { key: -1 });
      await sleep(1);
      costs.push(await this.servers.raw.call("spent"));
    }
    this.asking = median(costs);
  }

  /** Throws unless every screen of a group has had as many messages, and good ones. */
  async verify(name, each) {
    for (const { least, most, sample } of await this.screens("report", { name })) {
      if (least !== each || most !== each)
        throw new Error(`${name}: ${each} messages to each screen expected, ${least} to ${most} came`);
      const { data, errors } = JSON.parse(sample).payload;
      if (errors || !data) throw new Error(`${name}: a screen was told ${sample.slice(0, 300)}`);
    }
  }

  async closeAll() {
    endAll();
    if (this.folder) await rm(this.folder, { recursive: true, force: true });
  }
}
