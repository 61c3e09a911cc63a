import type { Server } from "node:http";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { ApolloServerPluginDrainHttpServer } from "@apollo/server/plugin/drainHttpServer";
import { expressMiddleware } from "@as-integrations/express5";
import cors from "cors";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import { badInput, notFound, type Refusal } from "../base/errors.js";
import type { Context } from "../graphql/context.js";
import type { Door } from "./door.js";
import { maskError } from "./errors.js";
import { answerPlugin, contextOf, plainQueries, stringifyResult } from "./http-answer.js";
import { readPlugin } from "./http-read.js";
import { MAX_ERRORS, MAX_TOKENS } from "./limits.js";
import { meetingRecord } from "./meeting-record.js";
import { isAllowedOrigin, isLoopback } from "./origins.js";
import { servePages } from "./pages.js";
import { playground } from "./playground.js";
import { playgroundTabs } from "./playground-tabs.js";

const MAX_BODY = "256kb";

/** The HTTP door: `/graphql`, `/playground`, `/screen`, `/desk`, `/health/*`, `/metrics`. */
export async function openHttp(door: Door, server: Server, app: Express): Promise<ApolloServer<Context>> {
  const apollo = createApollo(door, server);
  await apollo.start();
  app.disable("x-powered-by");
  app.use(
    "/graphql",
    cors((request, use) => use(null, { origin: isAllowedOrigin(door.allowedOrigins, request.headers) })),
    express.json({ limit: MAX_BODY }),
    plainQueries(door),
    expressMiddleware(apollo, { context: ({ req }) => contextOf(door, req) }),
  );
  app.get("/health/live", (_request, response) => void response.json({ live: true }));
  app.get("/health/ready", async (_request, response) => {
    const ready = await door.isReady();
    response.status(ready ? 200 : 503).json({ ready });
  });
  app.get("/metrics", async (_request, response) => void response.type("text/plain").send(await door.metrics.text()));
  app.get("/meetings/:meeting/record.md", meetingRecord(door));
  app.get("/", (_request, response) => response.redirect("/playground"));
  app.get("/playground", playgroundFor(door));
  servePages(app, door);
  app.use((_request, response) => void response.status(404).json(refused(notFound("page"))));
  app.use(badBody);
  return apollo;
}

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
    formatError: (formatted, error) => maskError(door.logger, formatted, error),
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
function playgroundFor({ playgroundToken }: Door): RequestHandler {
  const withToken = playground(playgroundTabs(playgroundToken));
  const without = playground(playgroundTabs(null));
  return (request, ...rest) => (isLoopback(request.hostname) ? withToken : without)(request, ...rest);
}

/** A body that is too large or not JSON is refused in the words of every other refusal. */
const badBody: ErrorRequestHandler = (error, _request, response, next) => {
  if (typeof error.status !== "number" || error.status >= 500) return next(error);
  const message = error.status === 413 ? `The request is larger than ${MAX_BODY}.` : "The request is not JSON.";
  response.status(error.status).json(refused(badInput(message)));
};

/** An answer outside GraphQL, in GraphQL's words. */
const refused = ({ message, code }: Refusal) => ({ errors: [{ message, extensions: { code } }] });
