import { burst } from "../support/burst.js";
import { logOf } from "../support/log.js";
import { proposed } from "../support/promise.js";
import { cuttingProxy } from "../support/proxy.js";
import { type Register, startRegister } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";

const WATCH =
  "subscription ($after: Cursor) { commitmentStatusChanged(after: $after) { id cursor reason commitment { title } } }";
const LONG = "Vì vốn chưa về. ".repeat(120);

describe("Screens, when much happens and little works", () => {
  let register: Register;
  beforeEach(async () => void (register = await startRegister({ settings: { LIVE_MAX_WAITING_BYTES: "262144" } })));
  afterEach(() => register.stop());

  const head = async () => (await register.get("{ commitments(first: 1) { liveCursor } }")).commitments.liveCursor;
  const metric = async (name: string) =>
    Number(new RegExp(`^${name} (\\d+)`, "m").exec(await (await fetch(`${register.url}/metrics`)).text())?.[1]);

  it("are told of 2,000 changes of one tick, in order, once", async () => {
    const screens = [await register.watch(WATCH), await register.watch(WATCH)];
    const late = await register.watch(WATCH, { after: await head() });
    await burst(register, 2_000);
    const log = (await logOf(register.url)).slice(-2_000);
    for (const screen of [...screens, late]) {
      await until("every change", () => screen.seen.length >= 2_000, 20_000);
      expect(screen.seen.map((event) => event.id)).toEqual(log);
      await screen.leave();
    }
  }, 60_000);

  it("come back without a gap or a double when the network cuts them in the middle of a frame", async () => {
    const proxy = await cuttingProxy(register.url, [1_500, 9_999, 40_001, 123_457, 300_000]);
    const screen = await watch(proxy.url, WATCH, { after: await head() });
    const log = async () => (await logOf(register.url)).slice(18);
    for (let round = 0; round < 8; round++) {
      await burst(register, 50, LONG);
      const wanted = 50 * (round + 1);
      await until(`${wanted} changes`, () => screen.seen.length >= wanted, 20_000);
    }
    expect(screen.seen.map((event) => event.id)).toEqual(await log());
    expect(proxy.cuts()).toBeGreaterThanOrEqual(4);
    expect(screen.connections()).toBeGreaterThanOrEqual(5);
    await screen.leave();
    proxy.close();
  }, 60_000);

  it("that do not read are cut, come back with their cursor, and hold nobody up", async () => {
    const slow = await register.watch(WATCH, { after: await head() });
    const quick = await register.watch(WATCH, { after: await head() });
    const pause = slow.pause();
    for (let round = 0; round < 20; round++) {
      await burst(register, 200, LONG);
      await until("the quick one to be told", () => quick.seen.length >= 200 * (round + 1), 20_000);
    }
    await until("the slow one to be cut", async () => (await metric("ket_nghia_slow_readers_cut_total")) >= 1);
    pause.end();
    await until("the slow one to have caught up", () => slow.seen.length >= 4_000, 30_000);
    const log = (await logOf(register.url)).slice(18);
    expect(slow.seen.map((event) => event.id)).toEqual(log);
    expect(quick.seen.map((event) => event.id)).toEqual(log);
    expect(quick.connections()).toBe(1);
    await Promise.all([slow.leave(), quick.leave()]);
  }, 120_000);

  it("that leave while nothing happens are forgotten", async () => {
    const screens = await Promise.all(Array.from({ length: 20 }, () => watch(register.url, WATCH)));
    await until("all to follow", () => register.app.feed.followers === 20 && register.app.hub.groupCount === 1);
    for (const screen of screens) screen.client.terminate();
    for (const screen of screens) await screen.leave();
    await until("all to be forgotten", () => register.app.feed.followers === 0 && register.app.hub.groupCount === 0);
    await proposed(register, "hanoi");
  });
});
