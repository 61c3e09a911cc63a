import { connect, createServer, type Socket } from "node:net";

export interface Proxy {
  url: string;
  /** How many connections have been cut so far. */
  cuts(): number;
  close(): void;
}

/**
 * A network between a client and the register at `url` that cuts connections in the middle of what they carry:
 * the first ones after so many bytes from the register, the later ones never.
 */
export async function cuttingProxy(url: string, cutAfter: readonly number[]): Promise<Proxy> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let count = 0;
  let cuts = 0;
  const server = createServer((client) => {
    const limit = cutAfter[count++] ?? Number.POSITIVE_INFINITY;
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) open.add(socket.on("error", () => undefined));
    let passed = 0;
    client.pipe(upstream).on("close", () => client.destroy());
    client.on("close", () => upstream.destroy());
    upstream.on("data", (bytes) => {
      client.write(bytes.subarray(0, Math.max(0, limit - passed)));
      passed += bytes.length;
      if (passed <= limit) return;
      cuts += client.destroyed ? 0 : 1;
      client.destroySoon();
      upstream.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: taken } = server.address() as { port: number };
  const close = () => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  return { url: `http://127.0.0.1:${taken}`, cuts: () => cuts, close };
}
