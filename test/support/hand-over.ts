import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { post } from "./http.js";

const WHO = "{ viewer { name role localities { key } } }";

export interface Heard {
  viewer?: { name: string | null; role: string; localities: { key: string }[] };
  /** Of the refusal, or of the reason for which the socket was closed. */
  code?: string;
  /** What else the refusal says. */
  details?: Record<string, unknown>;
  closed?: number;
}

/** What the holder of a token is told, by every way that there is to hand one over. */
export async function handOver(
  url: string,
  token: string,
): Promise<Record<"http" | "connection" | "operation", Heard>> {
  const params = { authorization: `Bearer ${token}` };
  const { data, errors } = await post(url, WHO, {}, token);
  const [connection, operation] = await Promise.all([overSocket(url, params, {}), overSocket(url, {}, params)]);
  return { http: heard(data, errors), connection, operation };
}

function heard(data: any, errors: any): Heard {
  if (data?.viewer) return { viewer: data.viewer };
  const { code, ...details } = errors[0].extensions;
  return { code, details };
}

async function overSocket(url: string, connectionParams: object, extensions: object): Promise<Heard> {
  const client = createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: connectionParams as Record<string, unknown>,
    retryAttempts: 0,
  });
  try {
    for await (const { data } of client.iterate({ query: WHO, extensions: extensions as never }))
      return heard(data, []);
    throw new Error("No answer came.");
  } catch (error) {
    if (Array.isArray(error)) return heard(null, error);
    const { code, reason } = error as { code: number; reason: string };
    return { code: reason.split(":")[0] ?? "", closed: code };
  } finally {
    await client.dispose();
  }
}

/** The code by each way. */
export async function codesOf(url: string, token: string): Promise<(string | undefined)[]> {
  return Object.values(await handOver(url, token)).map(({ code }) => code);
}
