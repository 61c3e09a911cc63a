import type { GraphQLSchema } from "graphql";
import type { Logger } from "../base/log.js";
import type { Context } from "../graphql/context.js";
import type { Hub } from "../live/hub.js";
import type { LogRow } from "../live/log/log.js";
import type { Revocations } from "../live/revocations.js";
import type { Trust } from "./caller/address.js";
import type { Documents } from "./limits/operations.js";
import type { Rates } from "./limits/rates.js";
import type { Metrics } from "./metrics.js";

/** How much of everything there may be; a refusal says which bound was reached. */
export interface Bounds {
  sockets: number;
  socketsPerAddress: number;
  operationsPerSocket: number;
  /** How long an operation may take. */
  operationMs: number;
  /** Bytes that may wait at a socket whose client does not read. */
  waitingBytes: number;
}

/** Somebody whom the desk offers to be, for trying out. */
export interface DemoUser {
  name: string;
  token: string;
}

/** Who knocks, at either door. */
export interface Caller {
  authorization: string | undefined;
  /** Where from: `addressOf`. */
  address: string;
}

/** What both doors, HTTP and WebSocket, are made of. */
export interface Door {
  schema: GraphQLSchema;
  documents: Documents;
  hub: Hub<LogRow, unknown>;
  logger: Logger;
  metrics: Metrics;
  /** Who may read them over HTTP. */
  metricsFor: "loopback" | "open";
  bounds: Bounds;
  rates: Rates;
  /** Whether the schema may be asked for, and errors suggest names of it. */
  introspection: boolean;
  allowedOrigins: readonly string[];
  /** Which proxies may name the client. */
  trust: Trust;
  /** What the playground may write with, or null. */
  playgroundToken: string | null;
  /** Whom the desk offers to be; nobody in production. */
  demoUsers: readonly DemoUser[];
  revocations: Revocations;
  /** The time that an operation has, from now on. */
  newDeadline: Context["newDeadline"];
  /** Signs the caller in and makes what one operation works with. Throws UNAUTHENTICATED, RATE_LIMITED, or ProviderAway. */
  createContext(caller: Caller): Promise<Context>;
  isReady(): Promise<boolean>;
  /** False while the log cannot be read: screens are sent away then, as nobody could tell them what happens. */
  isCurrent(): boolean;
  /** True from the moment on which the process was asked to end: nobody new is let in. */
  isStopping(): boolean;
}
