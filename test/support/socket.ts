import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import type { Answer } from "./http.js";

/** The first answer over the WebSocket, in the form that HTTP has for it. */
export async function askOverWebSocket(
  url: string,
  query: string,
  variables?: Record<string, unknown>,
  extensions?: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<Pick<Answer, "data" | "errors" | "extensions">> {
  const client = createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, protocols, { headers });
      }
    },
    retryAttempts: 0,
  });
  try {
    for await (const answer of client.iterate({ query, variables, extensions })) return answer as never;
    throw new Error("No answer came.");
  } catch (errors) {
    if (!Array.isArray(errors)) throw errors;
    return { data: undefined, errors };
  } finally {
    await client.dispose();
  }
}
