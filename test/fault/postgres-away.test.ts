import { type Cluster, startCluster } from "../support/cluster.js";
import { post } from "../support/http.js";
import { changeAt, headOf, logOf, proposeAt, WATCH_DEEP, writers } from "../support/log.js";
import { describeOnPostgres } from "../support/postgres.js";
import { type Running, run } from "../support/process.js";
import { tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";

describeOnPostgres("A register whose PostgreSQL goes away", () => {
  let cluster: Cluster;
  let servers: [Running, Running];
  let token: string;

  beforeAll(async () => {
    cluster = await startCluster();
    const settings = { DATABASE_URL: cluster.url, LOG_LEVEL: "silent" };
    servers = [await run(settings), await run(settings)];
    token = await tokenOf("hanoi");
  }, 60_000);
  afterAll(async () => {
    for (const server of servers) expect(await server.end()).toBe(0);
    await cluster.remove();
  }, 60_000);

  const ready = async ({ url }: Running) => (await fetch(`${url}/health/ready`)).ok;

  it("says that it is not ready, fails without telling why, and goes on by itself when it is back", async () => {
    await cluster.stop("fast");
    for (const server of servers) {
      expect(await ready(server)).toBe(false);
      expect((await fetch(`${server.url}/health/live`)).ok).toBe(true);
      const read = await post(server.url, "{ sectors { key } }");
      const write = await proposeAt(server.url, token, "Khi mất");
      expect([read.code, write.code]).toEqual(["INTERNAL", "INTERNAL"]);
      expect(read.errors?.[0]?.message).toBe("The register failed.");
    }
    await cluster.start();
    for (const server of servers) await until("it to be ready", () => ready(server));
    expect(await changeAt(servers[0].url, token, "Trở lại")).toBeTruthy();
  }, 60_000);

  it("sends its screens away while it cannot see what happens, and takes them back", async () => {
    const start = await headOf(servers[0].url);
    const screen = await watch(servers[0].url, WATCH_DEEP, { after: start }, token);
    await cluster.stop("fast");
    await until("the screen to be sent away", () => screen.closes.includes(1013), 40_000);
    await cluster.start();
    await until("it to be ready", () => ready(servers[0]));
    const last = await changeAt(servers[0].url, token, "Trở lại lần nữa");
    await until("the screen to see it", () => screen.seen.at(-1)?.id === last, 20_000);
    expect(screen.errors).toEqual([]);
    await screen.leave();
  }, 90_000);

  it.each(["fast", "immediate"] as const)(
    "loses nothing through a %s restart while twenty write",
    async (how) => {
      const start = await headOf(servers[0].url);
      const screens = await Promise.all(servers.map(({ url }) => watch(url, WATCH_DEEP, { after: start }, token)));
      const writing = servers.map(({ url }) => writers(10, (title) => changeAt(url, token, title)));
      const written = () => writing.reduce((sum, each) => sum + each.acknowledged.length, 0);
      await until("forty changes", () => written() >= 40, 20_000);
      await cluster.stop(how);
      const before = written();
      await cluster.start();
      await until("forty more", () => written() >= before + 40, 20_000);
      for (const { stop } of writing) await stop();
      const last = await changeAt(servers[0].url, token, `Sau ${how}`);
      const log = await logOf(servers[1].url, start);
      expect(log).toEqual(expect.arrayContaining(writing.flatMap(({ acknowledged }) => acknowledged)));
      for (const screen of screens) {
        await until("the screen to see the last one", () => screen.seen.at(-1)?.id === last);
        expect(screen.seen.map((event) => event.id)).toEqual(log);
        expect(screen.errors).toEqual([]);
        await screen.leave();
      }
    },
    90_000,
  );
});
