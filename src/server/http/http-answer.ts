import { type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import type { Request, RequestHandler, Response } from "express";
import type { FormattedExecutionResult } from "graphql";
import { answerAtOnce, ReadyData } from "../../graphql/compile/answer.js";
import type { Context } from "../../graphql/context.js";
import { addressOf } from "../caller/address.js";
import type { Caller, Door } from "../door.js";

const MEDIA_TYPES = ["application/json", "application/graphql-response+json"];

/**
 * Answers a plain query that is one statement before Apollo sees it, whose pipeline costs more than the statement.
 * Whatever is refused, or asks for more than an answer, goes on to Apollo.
 */
export function plainQueries(door: Door): RequestHandler {
  return async (request, response, next) => {
    const type = request.accepts(MEDIA_TYPES);
    const data = type === false ? null : await tryAnswer(door, request).catch(() => null);
    if (data === null) next();
    else send(response, type as string, `{"data":${data.json}}`);
  };
}

async function tryAnswer(door: Door, request: Request): Promise<ReadyData | null> {
  const { query, operationName, variables, extensions } = request.body ?? {};
  const isPlain = request.method === "POST" && request.is("application/json") && extensions == null;
  if (!isPlain || typeof query !== "string" || !isOptional(operationName, "string")) return null;
  if (!isOptional(variables, "object") || Array.isArray(variables) || door.isStopping()) return null;
  const read = door.documents.read({ query, operationName, variables });
  if ("errors" in read) return null;
  const contextValue = await contextOf(door, request);
  const { schema } = door;
  return answerAtOnce({ schema, document: read.document, operationName, variableValues: variables, contextValue });
}

const contexts = new WeakMap<Request, Promise<Context>>();

/** One for a request, however many ways it goes. Throws UNAUTHENTICATED. */
export function contextOf(door: Door, request: Request): Promise<Context> {
  const context = contexts.get(request) ?? countedContext(door, callerOf(door, request));
  contexts.set(request, context);
  return context;
}

async function countedContext(door: Door, caller: Caller): Promise<Context> {
  const context = await door.createContext(caller);
  door.rates.bySubject(context.who, context.address);
  return context;
}

function callerOf({ trust }: Door, request: Request): Caller {
  return { authorization: request.headers.authorization, address: addressOf(trust, request) };
}

const isOptional = (value: unknown, type: "string" | "object") => value == null || typeof value === type;

function send(response: Response, type: string, text: string): void {
  const head = { "content-type": `${type}; charset=utf-8`, "content-length": Buffer.byteLength(text) };
  response.writeHead(200, head).end(text);
}

/** The same within Apollo: for a GET, a persisted query, a cost that is asked for. */
export function answerPlugin({ schema }: Door): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, operation, operationName, request, contextValue }) {
          if (operation === undefined) return null; // Apollo says which
          const variableValues = request.variables;
          const data = await answerAtOnce({ schema, document, operationName, variableValues, contextValue });
          const http = { headers: new HeaderMap() };
          return data && { http, body: { kind: "single", singleResult: { data: data as never } } };
        },
      };
    },
  };
}

/** What the database made of a query goes out as it is. */
export function stringifyResult(result: FormattedExecutionResult): string {
  const { data, extensions } = result;
  if (!(data instanceof ReadyData)) return JSON.stringify(result);
  return `{"data":${data.json}${extensions === undefined ? "" : `,"extensions":${JSON.stringify(extensions)}`}}`;
}
