import type { Server } from "node:http";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { ApolloServerPluginDrainHttpServer } from "@apollo/server/plugin/drainHttpServer";
import { expressMiddleware } from "@as-integrations/express5";
import cors from "cors";
import type { ErrorRequestHandler, Express, Request, RequestHandler } from "express";
import { notFound } from "../../base/errors.js";
import type { Context } from "../../graphql/context.js";
import { isAllowedOrigin, isThisMachine } from "../caller/origins.js";
import type { Door } from "../door.js";
import { maskError, STATUS } from "../errors.js";
import { MAX_ERRORS, MAX_TOKENS } from "../limits/limits.js";
import { extraRules } from "../limits/operations.js";
import { clientsFault, jsonBody } from "./body.js";
import { boundConnections, inTurn } from "./connections.js";
import { securityHeaders } from "./headers.js";
import { answerPlugin, contextOf, plainQueries, stringifyResult } from "./http-answer.js";
import { withinRate, withinTime } from "./http-limits.js";
import { readPlugin } from "./http-read.js";
import { meetingRecord } from "./meeting-record.js";
import { serveAssets, servePages } from "./pages.js";
import { playground } from "./playground.js";
import { playgroundTabs } from "./playground-tabs.js";

/** No credentials: a token is sent by the page itself, never by the browser of its own accord. */
const CORS = { methods: ["GET", "POST"], maxAge: 600 };

/** The HTTP door: `/graphql`, `/playground`, `/screen`, `/desk`, `/health/*`, `/metrics`. */
export async function openHttp(door: Door, server: Server, app: Express): Promise<ApolloServer<Context>> {
  boundConnections(server, door);
  const apollo = createApollo(door, server);
  await apollo.start();
  app.disable("x-powered-by");
  app.use(inTurn, securityHeaders(door.trust));
  app.get("/health/live", (_request, response) => void response.json({ live: true }));
  serveAssets(app); // uncounted: after an upgrade each of a thousand screens loads a dozen at once
  app.use(["/graphql", "/meetings"], noStore);
  // First, so that a page can read a refusal.
  app.use(
    "/graphql",
    cors<Request>((request, use) => use(null, { ...CORS, origin: isAllowedOrigin(door, request) })),
  );
  app.use(withinRate(door));
  app.use(
    "/graphql",
    jsonBody,
    withinTime(door),
    plainQueries(door),
    expressMiddleware(apollo, { context: ({ req }) => contextOf(door, req) }),
  );
  tellOperators(app, door);
  app.get("/meetings/:meeting/record.md", withinTime(door), meetingRecord(door));
  app.get("/", (_request, response) => response.redirect("/playground"));
  app.get("/playground", playgroundFor(door));
  servePages(app, door);
  app.use((_request, _response, next) => next(notFound("page")));
  app.use(tellError(door));
  return apollo;
}

function tellOperators(app: Express, door: Door): void {
  app.get("/health/ready", async (_request, response) => {
    const ready = await door.isReady();
    response.status(ready ? 200 : 503).json({ ready });
  });
  app.get("/metrics", async (request, response, next) => {
    if (door.metricsFor === "loopback" && !isThisMachine(door.trust, request)) return next();
    response.type("text/plain").send(await door.metrics.text());
  });
}

/** One caller may see what another may not. */
const noStore: RequestHandler = (_request, response, next) => {
  response.set("Cache-Control", "no-store");
  next();
};

function createApollo(door: Door, httpServer: Server): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema: door.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    persistedQueries: { ttl: null }, // in Apollo's own cache of 30 MiB
    documentStore: null, // its place is taken by our own, which both doors share
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationOptions: { maxErrors: MAX_ERRORS },
    validationRules: extraRules(door.introspection),
    formatError: (formatted, error) => maskError(door, formatted, error),
    stringifyResult,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: 3_000 }),
      answerPlugin(door),
      readPlugin(door),
    ],
  });
}

/** The token goes to this very machine alone: a page of another name, or another machine, gets the tabs without it. */
function playgroundFor({ playgroundToken, trust }: Door): RequestHandler {
  const withToken = playground(playgroundTabs(playgroundToken));
  const without = playground(playgroundTabs(null));
  return (request, ...rest) => (isThisMachine(trust, request) ? withToken : without)(request, ...rest);
}

/** What is not answered by GraphQL is refused in its words: a body that cannot be read, a wrong address, our own failure. */
function tellError(door: Door): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error); // all that can be done is to hang up
    const told = maskError(door, { message: "" }, clientsFault(error) ?? error);
    const retryAfterMs = told.extensions?.retryAfterMs;
    if (typeof retryAfterMs === "number") response.set("Retry-After", String(Math.ceil(retryAfterMs / 1_000)));
    response.status(error.status ?? STATUS[String(told.extensions?.code)] ?? 500).json({ errors: [told] });
  };
}
