import { type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import type { FormattedExecutionResult } from "graphql";
import { answerAtOnce, ReadyData } from "../graphql/compile/answer.js";
import type { Context } from "../graphql/context.js";
import type { Door } from "./door.js";

/** Answers what one statement can answer, before graphql-js is asked. */
export function answerPlugin({ schema }: Door): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, operationName, request, contextValue }) {
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
