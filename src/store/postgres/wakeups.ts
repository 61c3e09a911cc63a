import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import type { Logger } from "../../base/log.js";
import { jitter } from "./retry.js";

const CHANNEL = "ket_nghia";
const CONNECT_WITHIN_MS = 10_000;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Hears, on a connection of its own, that another process has committed. Only a hint: what comes while the connection
 * is away is lost, so every connect wakes the listeners once, and the tail polls besides.
 */
export class Wakeups {
  private readonly self = randomUUID();
  private readonly closing = new AbortController();
  private client: Client | null = null;
  private listening: Promise<void> = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly wake: () => void,
    private readonly logger: Logger | undefined,
  ) {}

  /** The statement that tells every other process of a commit, as a part of what is committed. */
  get tell(): string {
    return `SELECT pg_notify('${CHANNEL}', '${this.self}')`;
  }

  /** Listens until closed. Returns after the first attempt to connect, whether it succeeded or not. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.listening = this.listenForEver(resolve);
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.client?.end().catch(() => undefined);
    await this.listening;
  }

  private async listenForEver(attempted: () => void): Promise<void> {
    const { signal } = this.closing;
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        await this.listen(() => {
          failures = 0;
          attempted();
          this.wake();
        });
      } catch (error) {
        this.logger?.warn({ err: error }, "cannot listen for changes by other processes; trying again");
      }
      attempted();
      const ms = jitter(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures));
      await pause(ms, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Resolves when a connection that listened has ended; throws where none came about. */
  private async listen(connected: () => void): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: "ket-nghia listen",
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      keepAlive: true,
    });
    this.client = client;
    const ended = new Promise<void>((resolve) => client.once("end", resolve));
    client.on("error", (error) => this.logger?.warn({ err: error }, "the connection that listens is lost"));
    client.on("notification", ({ payload }) => payload !== this.self && this.wake());
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      connected();
      await ended;
    } finally {
      this.client = null;
      await client.end().catch(() => undefined);
    }
  }
}
