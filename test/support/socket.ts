import { once } from "node:events";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import type { Answer } from "./http.js";
import type { Register } from "./register.js";
import { until } from "./until.js";

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

/** A client that says exactly what it is told to, and keeps all that it hears. */
export async function openRaw({ url }: Pick<Register, "url">) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const heard: any[] = [];
  const closes: number[] = [];
  socket.on("message", (data) => heard.push(JSON.parse(String(data))));
  socket.on("close", (code) => closes.push(code));
  await once(socket, "open");
  const say = (...messages: object[]) => {
    for (const message of messages) socket.send(JSON.stringify(message));
  };
  say({ type: "connection_init" });
  await until("the welcome", () => heard.some(({ type }) => type === "connection_ack"));
  return { socket, heard, closes, say };
}
