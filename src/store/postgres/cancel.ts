import { connect } from "node:net";
import type { ClientBase } from "pg";
import { Deadline } from "../deadline.js";

/** The code of a request to cancel, in the protocol of PostgreSQL. */
const CANCEL = 80_877_102;
const ANSWER_WITHIN_MS = 2_000;

interface Backend {
  host: string;
  port: number;
  processID: number;
  secretKey: number;
}

/** Asks on a connection of PostgreSQL; at the deadline the server is told to stop. */
export async function cancelling<T>(client: ClientBase, ask: () => Promise<T>): Promise<T> {
  const deadline = Deadline.current;
  if (deadline === undefined) return ask();
  deadline.check();
  return deadline.during(ask(), () => cancel(client as unknown as Backend));
}

/** Resolves when the server has passed it on, so that it cannot hit what is asked next on the same connection. */
function cancel({ host, port, processID, secretKey }: Backend): Promise<void> {
  const packet = Buffer.alloc(16);
  for (const [index, value] of [packet.length, CANCEL, processID, secretKey].entries())
    packet.writeInt32BE(value, index * 4);
  return new Promise((resolve) => {
    const socket = connect(host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy());
    socket.on("error", () => undefined); // it is tried again, and the server's own timeout ends what is left
    socket.once("close", () => resolve());
    socket.resume().end(packet);
  });
}
