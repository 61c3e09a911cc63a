import { Counter, Gauge, Registry } from "prom-client";

const COUNTERS = {
  sockets_refused: "WebSockets refused because there were too many, in all or from one address.",
  operations_refused: "Operations refused because there were too many on one socket.",
  rate_limited: "Operations and connections refused because their subject or address asks too often.",
  wrong_tokens: "Tokens that were not signed by this register or its provider, or are mangled.",
  operations_timed_out: "Operations, and events of subscriptions, that were stopped because they took too long.",
  refusals_unwritten:
    "Refused mutations without a line in the audit log, as it could not be written; the process log has them.",
  slow_readers_cut: "WebSockets and connections of HTTP cut because their client did not read what waited for it.",
  connections_refused: "Connections refused because there were too many, of WebSocket and HTTP together.",
} as const;

const GAUGES = {
  connections: "Connections that are open, of WebSocket and HTTP together.",
  sockets: "WebSockets that are open.",
  subscriptions: "Subscriptions that follow the log.",
  states_followed: "Subscriptions that follow the state of one record, such as a meeting.",
  subscription_groups: "Groups of live subscriptions that share one execution per event.",
  catch_up_reads_waiting: "Reads of the log, for subscriptions that are behind, that wait for their turn.",
  log_position: "Position of the newest row of the log that has been read.",
} as const;

/** What an operator can watch, in the format of Prometheus. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly counters: Record<keyof typeof COUNTERS, Counter>;

  constructor() {
    const made = Object.entries(COUNTERS).map(([name, help]) => [
      name,
      new Counter({ name: `ket_nghia_${name}_total`, help, registers: [this.registry] }),
    ]);
    this.counters = Object.fromEntries(made);
  }

  count(name: keyof typeof COUNTERS): void {
    this.counters[name].inc();
  }

  /** Reads a number anew whenever somebody looks. */
  watch(name: keyof typeof GAUGES, read: () => number): void {
    new Gauge({
      name: `ket_nghia_${name}`,
      help: GAUGES[name],
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
