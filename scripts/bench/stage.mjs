// One database with the product and the limit on it, and the process that asks them.
import { deepStrictEqual } from "node:assert";
import { launch } from "../bench-live/rpc.mjs";
import { asked, database } from "./databases.mjs";
import { DOCUMENTS, variablesOf } from "./operations.mjs";
import { cpuOf, peakOf, sessionsOf, startProduct } from "./processes.mjs";
import { allOf } from "./sqlite.mjs";

const CHECKS = 25;

export class Stage {
  requests = {};

  constructor({ dialect, size, serverUrl }) {
    Object.assign(this, { dialect, size, serverUrl });
  }

  /** Starts the product, and the limit where it is wanted. */
  async open(operations, { withLimit }) {
    this.url = await database(this);
    const read = (all) => this.prepare(operations, all);
    await (this.dialect === "sqlite" ? allOf(this.url, read) : asked(this.url, read));
    this.load = launch("../bench/load.mjs", "the process that asks");
    this.product = await startProduct(this.url);
    this.sides = { ours: this.product };
    if (withLimit) {
      this.limit = launch("../bench/server-limit.mjs", "the limit");
      this.sides.limit = await this.limit.call("start", { databaseUrl: this.url });
    }
    for (const [side, { port }] of Object.entries(this.sides)) {
      for (const operation of operations) {
        const requests = this.requests[operation].map((each) => each[side]);
        await this.load.call("prepare", { name: `${side} ${operation}`, port, requests });
      }
    }
  }

  async prepare(operations, all) {
    for (const operation of operations) {
      this.requests[operation] = (await variablesOf(operation, all)).map((variables) => ({
        ours: { path: "/graphql", body: JSON.stringify({ query: DOCUMENTS[operation], variables }) },
        limit: { path: `/${operation}`, body: JSON.stringify(variables) },
      }));
    }
  }

  async ask(side, { path, body }) {
    const address = `http://127.0.0.1:${this.sides[side].port}${path}`;
    const response = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body });
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(`${side}: ${text.slice(0, 300)}`);
    }
  }

  /** Throws unless both sides say the same; gives the bytes of an answer. */
  async check(operation) {
    let bytes = 0;
    for (const request of this.requests[operation].slice(0, CHECKS)) {
      const [ours, limit] = await Promise.all(["ours", "limit"].map((side) => this.ask(side, request[side])));
      if (ours.errors) throw new Error(`${operation}: ${JSON.stringify(ours.errors).slice(0, 600)}`);
      try {
        deepStrictEqual(ours, limit);
      } catch ({ message }) {
        throw new Error(`${operation} ${request.limit.body}: the product (+) and the limit (-) differ.\n${message}`);
      }
      bytes += JSON.stringify(ours).length / CHECKS;
    }
    return Math.round(bytes);
  }

  async statements(operations) {
    const counter = launch("../bench/statements.mjs", "the statement counter");
    const requests = Object.fromEntries(
      operations.map((name) => [name, this.requests[name].slice(0, CHECKS).map((each) => each.ours.body)]),
    );
    const counts = await counter.call("count", { databaseUrl: this.url, requests });
    counter.kill();
    return counts;
  }

  /** Asks one side for a while: how many requests, how long each took, and what that cost the processes. */
  async round(side, operation, { connections, seconds }) {
    const before = await this.used(side);
    const { latencies, seconds: took } = await this.load.call("run", {
      name: `${side} ${operation}`,
      connections,
      seconds,
    });
    const after = await this.used(side);
    const spent = (processes) =>
      [...after[processes]].reduce((sum, [pid, cpu]) => sum + cpu - (before[processes].get(pid) ?? 0), 0);
    return { latencies, seconds: took, cpu: spent("server"), databaseCpu: spent("database") };
  }

  /** Seconds of CPU by process: of the server, and of the database's sessions for it. */
  async used(side) {
    const byProcess = async (pids) =>
      new Map(await Promise.all(pids.map(async (pid) => [pid, (await cpuOf(pid)) ?? 0])));
    return {
      server: await byProcess([this.sides[side].pid]),
      database: await byProcess(await sessionsOf(this.url, side)),
    };
  }

  peak() {
    return peakOf(this.product.pid);
  }

  async close() {
    this.load?.kill();
    this.limit?.kill();
    await this.product?.stop();
  }
}
