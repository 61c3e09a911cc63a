import type { ApolloServerPlugin, GraphQLRequest, GraphQLResponse } from "@apollo/server";
import { parse } from "graphql";
import { badInput, Refusal } from "../../base/errors.js";
import { refusalOfLong } from "../../graphql/answer-size.js";
import type { Context } from "../../graphql/context.js";
import { Deadline } from "../../store/deadline.js";
import type { Door } from "../door.js";
import { maskError } from "../errors.js";
import { told } from "../limits/limits.js";
import type { Found } from "../limits/operations.js";

/** What Apollo gets in place of a document that is refused: it never sees that one. */
const REFUSED = parse("{ __typename }");

/** Makes Apollo read documents as the other door does: the same cache, the same limits, the same cost told. */
export function readPlugin(door: Door): ApolloServerPlugin<Context> {
  const { documents } = door;
  return {
    async requestDidStart() {
      let found: Found | undefined;
      let refusal: Refusal | undefined;
      return {
        async didResolveSource(context) {
          try {
            const read = documents.read({ ...context.request, query: context.source });
            if ("errors" in read) return; // Apollo finds them again and tells them
            found = read;
            Object.assign(context, { document: read.document });
          } catch (error) {
            if (!(error instanceof Refusal)) return;
            refusal = error; // thrown here, it would be a failure of ours
            Object.assign(context, { document: REFUSED });
          }
        },
        async didResolveOperation({ operation, contextValue }) {
          if (operation?.operation === "subscription")
            refusal ??= badInput("Subscriptions are followed over WebSocket.");
          if (refusal) throw refusal;
          door.rates.asMutations(contextValue, found?.mutations ?? 0);
        },
        async willSendResponse({ source, request, operation, errors, response: { http, body } }) {
          const instead = insteadOf(body, errors, operation?.operation === "query");
          if (instead && body.kind === "single") body.singleResult = { errors: [maskError(door, instead, instead)] };
          if (refusal || instead) http.status = 400;
          // What is no GraphQL at all has no source, and stays 400.
          if (http.status === 400 && source !== undefined && !knowsResponses(request)) http.status = 200;
          if (body.kind === "single" && !refusal)
            body.singleResult = told(body.singleResult, request.extensions, found?.measured);
        },
      };
    },
  };
}

/** What is answered in place of a query that was stopped, and of what is too long. */
function insteadOf(body: GraphQLResponse["body"], errors: unknown, isQuery: boolean): Refusal | null {
  const late = errors && isQuery ? Deadline.current?.refused : null;
  return late ?? (body.kind === "single" ? refusalOfLong(body.singleResult.data, !isQuery) : null);
}

/** As GraphQL over HTTP has it: a client of plain JSON may take any status but 200 for no answer of GraphQL. */
function knowsResponses({ http }: GraphQLRequest): boolean {
  return http?.headers.get("accept")?.includes("application/graphql-response+json") ?? false;
}
