import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import type { GraphQLSchema } from "graphql";
import { StartError } from "./base/errors.js";
import { createLogger, type Logger } from "./base/log.js";
import { entities, nodeTypes, resolvers } from "./catalog.js";
import type { Config } from "./config.js";
import { StatusChange } from "./features/commitments/status-change.entity.js";
import { Locality } from "./features/localities/locality.entity.js";
import { Sector } from "./features/sectors/sector.entity.js";
import type { Context, Services } from "./graphql/context.js";
import { KnownIds } from "./graphql/known.js";
import { Loaders } from "./graphql/loader.js";
import { Feed } from "./live/feed.js";
import { Hub } from "./live/hub.js";
import { Log } from "./live/log/log.js";
import { Refusals } from "./live/log/refusals.js";
import { Revocations } from "./live/revocations.js";
import { Tail } from "./live/tail.js";
import { Watch } from "./live/watch.js";
import type { DemoUser, Door } from "./server/door.js";
import { PATIENCE } from "./server/http/connections.js";
import { sharedLook } from "./server/http/health.js";
import { openHttp } from "./server/http/http.js";
import { Documents } from "./server/limits/operations.js";
import { Rates } from "./server/limits/rates.js";
import { Metrics } from "./server/metrics.js";
import { createSchema } from "./server/schema.js";
import { Provider } from "./server/sign-in/provider.js";
import { signIn } from "./server/sign-in/sign-in.js";
import { openWebSocket } from "./server/socket/websocket.js";
import type { Db } from "./store/db.js";
import { Deadline } from "./store/deadline.js";
import { openDb } from "./store/open.js";

export interface App {
  /** Where it listens, such as `http://127.0.0.1:4000`. */
  url: string;
  db: Db;
  feed: Feed<StatusChange>;
  watch: Watch;
  hub: Hub<StatusChange, unknown>;
  createContext: Door["createContext"];
  stop(): Promise<void>;
}

export interface AppOptions {
  config: Config;
  /** A token for the playground's tabs, or null. */
  playgroundToken?: string | null;
  /** Whom the desk offers to be, for trying out. */
  demoUsers?: readonly DemoUser[];
  logger?: Logger;
  /** What is done before the first caller is let in. */
  beforeAnybody?: (db: Db, log: Log<StatusChange>) => Promise<unknown>;
  /** Hears every SQL statement. */
  onStatement?: (sql: string) => void;
}

/** Wires the floors together and listens. Throws StartError where the place or the port is not to be had. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, logger = createLogger(config.logLevel) } = options;
  const db = await openDb({ url: config.databaseUrl, entities, onStatement: options.onStatement, logger });
  const closing: (() => Promise<unknown>)[] = [() => db.close()];
  const state = { isStopping: false };
  /** What was opened last is closed first. */
  const stop = async () => {
    state.isStopping = true;
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const log = new Log(db, StatusChange);
    await options.beforeAnybody?.(db, log);
    const tail = await Tail.start(db, log, logger);
    const feed = new Feed(log, tail, config.catchUp);
    const watch = new Watch(db, logger);
    closing.push(() => Promise.all([tail.stop(), watch.stop()]));
    const hub = new Hub<StatusChange, unknown>(tail);
    const revocations = await Revocations.start(db, logger);
    const http = express();
    const server = createServer(PATIENCE, http);
    const metrics = createMetrics({ feed, watch, hub });
    const made = { newDeadline: deadlines(config, metrics), refusals: refusalsOf(db, logger, metrics) };
    closing.push(() => Promise.all([revocations.stop(), made.refusals.close()]));
    const services = { db, feed, watch, logger, nodeTypes, knownIds: await readKnownIds(db, tail), ...made };
    const schema = await createSchema(resolvers);
    const door = createDoor(options, { schema, hub, services, revocations, metrics, state });
    const apollo = await openHttp(door, server, http);
    closing.push(() => apollo.stop(), openWebSocket(door, server));
    return { url: await listen(server, config), db, feed, watch, hub, createContext: door.createContext, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function deadlines({ bounds }: Config, metrics: Metrics): Door["newDeadline"] {
  return (lane) => new Deadline(bounds.operationMs, () => metrics.count("operations_timed_out"), lane);
}

/** A refusal without a line in the audit log has one in ours. */
function refusalsOf(db: Db, logger: Logger, metrics: Metrics): Refusals {
  return new Refusals(db, ({ mutation, refusedFor, by }, err) => {
    metrics.count("refusals_unwritten");
    const { subject, address } = by ?? {};
    const deed = { mutation, refusedFor, subject, address };
    logger.error({ err, ...deed }, "a refusal could not be written to the audit log");
  });
}

async function readKnownIds(db: Db, tail: Tail<StatusChange>): Promise<KnownIds> {
  const knownIds = new KnownIds();
  await knownIds.readAll(db, [Locality, Sector]);
  tail.onLost(() => knownIds.forget());
  return knownIds;
}

interface Parts {
  schema: GraphQLSchema;
  hub: Hub<StatusChange, unknown>;
  services: Services;
  revocations: Revocations;
  metrics: Metrics;
  state: { isStopping: boolean };
}

function createDoor(options: AppOptions, { schema, hub, services, revocations, metrics, state }: Parts): Door {
  const { config, playgroundToken = null, demoUsers = [] } = options;
  const { db, logger, newDeadline } = services;
  const { authSecret: secret, readAccess, allowedOrigins, trust, bounds, introspection, metricsFor } = config;
  const provider = config.provider && new Provider(config.provider, logger);
  const rates = new Rates(config.rates, metrics);
  const answers = sharedLook(() => canRead(db));
  return {
    ...{ schema, logger, revocations, allowedOrigins, trust, bounds, metricsFor, playgroundToken, demoUsers },
    ...{ introspection, metrics, rates, newDeadline },
    hub: hub as never,
    documents: new Documents(schema, introspection),
    isStopping: () => state.isStopping,
    async createContext(caller): Promise<Context> {
      const check = () => signIn({ db, secret, provider, revocations, readAccess }, caller.authorization);
      const who = await rates.signIn(caller, check);
      return { ...services, who, address: caller.address, load: new Loaders(db, who) };
    },
    isCurrent: () => services.feed.tail.isCurrent,
    isReady: async () => !state.isStopping && (await answers()),
  };
}

function canRead(db: Db): Promise<boolean> {
  return db.read.query("SELECT 1").then(
    () => true,
    () => false,
  );
}

function createMetrics({ feed, watch, hub }: Pick<Services, "feed" | "watch"> & Pick<Parts, "hub">): Metrics {
  const metrics = new Metrics();
  metrics.watch("subscriptions", () => feed.followers);
  metrics.watch("states_followed", () => watch.followers);
  metrics.watch("subscription_groups", () => hub.groupCount);
  metrics.watch("catch_up_reads_waiting", () => feed.waitingReads);
  metrics.watch("log_position", () => feed.tail.head);
  return metrics;
}

/** Connections that wait to be taken: thousands of screens may come back at once. */
const BACKLOG = 16_384;

function listen(server: Server, { port, host }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new StartError(whyNot(error, port, host))));
    server.listen({ port, host, backlog: BACKLOG }, () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${taken}`);
    });
  });
}

function whyNot({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === "EADDRINUSE") return `Port ${port} on ${host} is taken: set PORT to another one.`;
  if (code === "EACCES")
    return `Port ${port} on ${host} needs rights this process does not have: set PORT to another one.`;
  return `Cannot listen on ${host}:${port}: ${message}.`;
}
