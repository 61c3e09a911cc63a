import { connect, createServer, type Socket } from "node:net";

/** A network between pages and the register, with the faults that a conference room knows. */
export interface Network {
  url: string;
  /** Ends every connection at once. */
  cut(): void;
  /** Carries nothing any more and ends nothing, as a firewall that has forgotten a connection. Undone by `carry`. */
  swallow(): void;
  carry(): void;
  close(): void;
}

export async function networkTo(url: string): Promise<Network> {
  const { hostname, port } = new URL(url);
  const pairs = new Map<Socket, Socket>();
  let carries = true;
  const both = () => [...pairs].flat();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    pairs.set(client, upstream);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on("data", (bytes) => void (carries && to.write(bytes)));
      from.on("error", () => undefined).on("close", () => carries && to.destroy());
    }
    client.on("close", () => pairs.delete(client));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: taken } = server.address() as { port: number };
  const cut = () => {
    for (const socket of both()) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${taken}`,
    cut,
    swallow() {
      carries = false;
    },
    carry() {
      cut(); // what was swallowed has left its connections of no use
      carries = true;
    },
    close() {
      server.close();
      cut();
    },
  };
}
