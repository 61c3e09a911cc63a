import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { WebSocket } from "ws";
import { type Register, startRegister } from "../support/register.js";
import { until } from "../support/until.js";

describe("The bounds of the live door", () => {
  let register: Register;
  beforeAll(async () => {
    register = await startRegister({ settings: { LIVE_MAX_SOCKETS: "5", LIVE_MAX_SOCKETS_PER_ADDRESS: "3" } });
  });
  afterAll(() => register.stop());

  const metric = async (name: string) =>
    Number(
      new RegExp(`^ket_nghia_${name} (\\d+)`, "m").exec(await (await fetch(`${register.url}/metrics`)).text())?.[1],
    );

  /** Opens a socket from an address of this machine. Resolves to null where the register does not let it in. */
  async function knock(localAddress: string, refusals: IncomingMessage[] = []): Promise<WebSocket | null> {
    const url = `${register.url.replace("http", "ws")}/graphql`;
    const socket = new WebSocket(url, "graphql-transport-ws", { localAddress });
    return Promise.race([
      once(socket, "open").then(() => socket),
      once(socket, "unexpected-response").then(([, response]) => {
        refusals.push(response);
        return null;
      }),
    ]);
  }

  async function told(refusal: IncomingMessage | undefined) {
    const { errors } = JSON.parse(await text(refusal as IncomingMessage));
    return [refusal?.statusCode, refusal?.headers["retry-after"], errors[0].extensions];
  }

  it("are so many sockets from one address, and so many in all, and one more when one has left", async () => {
    const here = [await knock("127.0.0.1"), await knock("127.0.0.1"), await knock("127.0.0.1")];
    const refusals: IncomingMessage[] = [];
    expect(await knock("127.0.0.1", refusals)).toBeNull();
    expect(await told(refusals[0])).toEqual([503, "10", { code: "RATE_LIMITED", retryAfterMs: 10_000 }]);
    const there = [await knock("127.0.0.2"), await knock("127.0.0.2")];
    expect(await knock("127.0.0.3")).toBeNull();
    expect([...here, ...there].map((socket) => socket?.readyState)).toEqual(Array(5).fill(WebSocket.OPEN));
    expect(await metric("sockets_refused_total")).toBe(2);
    expect(await metric("sockets")).toBe(5);
    here[0]?.close();
    await until("one to have left", async () => (await metric("sockets")) === 4);
    const next = await knock("127.0.0.3");
    expect(next?.readyState).toBe(WebSocket.OPEN);
    for (const socket of [...here, ...there, next]) socket?.terminate();
  });

  it("refuse what is not the door with the code that HTTP has for it", async () => {
    const answer = (path: string, headers: object) =>
      new Promise<number | undefined>((resolve) => {
        const socket = new WebSocket(`${register.url.replace("http", "ws")}${path}`, "graphql-transport-ws", headers);
        socket.on("unexpected-response", (_request, response) => resolve(response.statusCode));
      });
    expect(await answer("/elsewhere", {})).toBe(404);
    expect(await answer("/graphql", { origin: "https://la-mat.example" })).toBe(403);
  });
});
