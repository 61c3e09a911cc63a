import { type Client, createClient } from "graphql-ws";
import { type CloseEvent, WebSocket } from "ws";
import { until } from "./until.js";

/** A screen in a conference room: a real graphql-ws client and all it has been told. */
export interface Screen {
  client: Client;
  seen: any[];
  errors: { message: string; extensions: { code: string } }[];
  /** How often the socket has been connected. */
  connections(): number;
  /** The codes with which its sockets were closed. */
  closes: number[];
  /** Stops reading from the socket, until that is ended. */
  pause(): { end(): void };
  /** Waits until that many events have come. */
  sees(count: number): Promise<any[]>;
  leave(): Promise<void>;
}

/** Opens a subscription and returns once the socket is connected. */
export async function watch(url: string, query: string, variables: object = {}, token?: string): Promise<Screen> {
  let connected = 0;
  let socket: WebSocket | undefined;
  const closes: number[] = [];
  const client = createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 20)),
    shouldRetry: () => true,
    on: {
      opened: (opened) => {
        socket = opened as WebSocket;
      },
      connected: () => void connected++,
      closed: (event) => void closes.push((event as CloseEvent).code),
    },
  });
  const screen: Screen = {
    client,
    seen: [],
    errors: [],
    closes,
    connections: () => connected,
    pause() {
      const paused = socket;
      paused?.pause();
      return { end: () => paused?.resume() };
    },
    async sees(count) {
      await until(
        `${count} events, of which ${screen.seen.length} came`,
        () => screen.seen.length >= count || screen.errors.length > 0,
      );
      return screen.seen;
    },
    async leave() {
      await Promise.resolve(client.dispose()).catch(() => undefined); // it may be in the middle of a connect that fails
    },
  };
  const payload = { query, variables: variables as Record<string, unknown> };
  follow(client, payload, screen);
  await until("the socket to connect", () => connected > 0 || screen.errors.length > 0);
  return screen;
}

/** Takes events in, and keeps the cursor in the payload that the client sends again when it reconnects. */
function follow(client: Client, payload: { query: string; variables: Record<string, unknown> }, screen: Screen): void {
  client.subscribe(payload, {
    next({ data, errors }) {
      if (errors) screen.errors.push(...(errors as never[]));
      const event = data && Object.values(data)[0];
      if (!event) return;
      screen.seen.push(event);
      const { cursor } = event as { cursor?: string };
      if (cursor) payload.variables.after = cursor;
    },
    error: (error) => void screen.errors.push(...(Array.isArray(error) ? error : [error as never])),
    complete: () => undefined,
  });
}
