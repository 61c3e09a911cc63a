import { once } from "node:events";
import { WebSocket } from "ws";
import { changeAt, headOf, logOf, WATCH, writers } from "../support/log.js";
import { freePort, newDatabase, run } from "../support/process.js";
import { tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";
import { ALL_IS_WELL, verifyAt } from "../support/verify.js";

describe("A register that is killed while it is written to", () => {
  it("comes back with every acknowledged change and a chain that holds, and its screens see each once", async () => {
    const settings = { DATABASE_URL: await newDatabase(), PORT: String(await freePort()) };
    const token = await tokenOf("hanoi");
    let server = await run(settings);
    const start = await headOf(server.url);
    const screen = await watch(server.url, WATCH, { after: start });
    const acknowledged: string[] = [];
    for (let round = 0; round < 2; round++) {
      const writing = writers(20, (title) => changeAt(server.url, token, `${round} ${title}`));
      await until("forty changes", () => writing.acknowledged.length >= 40, 20_000);
      await server.kill();
      await writing.stop();
      acknowledged.push(...writing.acknowledged);
      server = await run(settings);
    }
    acknowledged.push(await changeAt(server.url, token, "Lời hứa cuối"));
    const log = await logOf(server.url, start);
    expect(log).toEqual(expect.arrayContaining(acknowledged));
    await until("the screen to see the last one", () => screen.seen.at(-1)?.id === log.at(-1));
    expect(screen.seen.map((event) => event.id)).toEqual(log);
    expect(screen.connections()).toBe(3);
    await screen.leave();
    expect(await server.end()).toBe(0);
    expect(await verifyAt(settings.DATABASE_URL)).toEqual(ALL_IS_WELL);
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
