import { once } from "node:events";
import { WebSocket } from "ws";
import { post } from "../support/http.js";
import { freePort, newDatabase, run } from "../support/process.js";
import { tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";

const PROPOSE = `mutation ($title: String!) { proposeCommitment(input: { title: $title, kind: JOINT, sectorIds: ["health"],
  parties: [{ localityId: "ha-noi", role: OWES }, { localityId: "hue", role: OWES }] }) { change { id } } }`;
const WATCH = "subscription ($after: Cursor) { commitmentStatusChanged(after: $after) { id cursor } }";
const LOG =
  "query ($after: Cursor) { statusChanges(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }";

/** The ids of the whole log, page by page. */
async function wholeLog(url: string): Promise<string[]> {
  const found: string[] = [];
  let after: string | null = null;
  for (;;) {
    const { data }: any = await post(url, LOG, { after });
    found.push(...data.statusChanges.nodes.map((node: any) => node.id));
    if (!data.statusChanges.pageInfo.hasNextPage) return found;
    after = data.statusChanges.pageInfo.endCursor;
  }
}

describe("A register that is killed while it is written to", () => {
  it("comes back with every acknowledged change, and its screens see each once", async () => {
    const settings = { DATABASE_URL: await newDatabase(), PORT: String(await freePort()) };
    const token = await tokenOf("hanoi");
    let server = await run(settings);
    const { commitments } = (await post(server.url, "{ commitments(first: 1) { liveCursor } }")).data;
    const screen = await watch(server.url, WATCH, { after: commitments.liveCursor });
    const acknowledged: string[] = [];
    const write = async (title: string) => {
      const { data } = await post(server.url, PROPOSE, { title }, token);
      acknowledged.push(data.proposeCommitment.change.id);
    };
    for (let round = 0; round < 2; round++) {
      let killed = false;
      const writers = Array.from({ length: 20 }, async (_, writer) => {
        for (let count = 0; !killed; count++) await write(`Lời hứa ${round}-${writer}-${count}`).catch(() => undefined);
      });
      const before = acknowledged.length;
      await until("forty changes", () => acknowledged.length >= before + 40, 20_000);
      await server.kill();
      killed = true;
      await Promise.all(writers);
      server = await run(settings);
    }
    await write("Lời hứa cuối");
    const log = (await wholeLog(server.url)).slice(18);
    expect(log).toEqual(expect.arrayContaining(acknowledged));
    await until("the screen to see the last one", () => screen.seen.at(-1)?.id === log.at(-1));
    expect(screen.seen.map((event) => event.id)).toEqual(log);
    expect(screen.connections()).toBe(3);
    await screen.leave();
    expect(await server.end()).toBe(0);
  }, 60_000);
});

describe("A register that is asked to stop", () => {
  it("ends in good order although screens are watching and a client never answers", async () => {
    const server = await run({ DATABASE_URL: await newDatabase() });
    const screen = await watch(server.url, WATCH, {});
    const mute = new WebSocket(server.url.replace("http", "ws").concat("/graphql"), "graphql-transport-ws");
    await once(mute, "open");
    mute.pause();
    expect(await server.end()).toBe(0);
    await screen.leave();
    mute.terminate();
  }, 30_000);
});
