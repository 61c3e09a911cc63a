import { request } from "node:http";

export interface Told {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Asks with any header, also with those that `fetch` keeps to itself. */
export function knock(
  url: string,
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
  body = "",
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece) => void (text += piece));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    asked.on("error", reject);
    asked.on("upgrade", (_response, socket) => {
      socket.destroy();
      resolve({ status: 101, headers: {}, body: "" });
    });
    asked.end(body);
  });
}

/** Opens a WebSocket, or is refused it. */
export const upgrade = (url: string, headers: Record<string, string>) =>
  knock(url, "/graphql", {
    ...{
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "a2V0LW5naGlhLWtleS0xNg==",
    },
    ...{ "sec-websocket-protocol": "graphql-transport-ws", ...headers },
  });
