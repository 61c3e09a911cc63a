import { WebSocket } from "ws";
import { knock } from "../support/knock.js";
import { type Register, startRegister } from "../support/register.js";

/** Opens a socket and keeps it; tells whether it was let in. */
function enter({ url }: Register, named: string): Promise<boolean> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
    headers: { "x-forwarded-for": named },
  });
  return new Promise((resolve) => {
    socket.on("open", () => resolve(true));
    socket.on("error", () => resolve(false));
  });
}

/** What is told to the address of this machine alone. */
const isAtHome = async ({ url }: Register, named: string) =>
  (await knock(url, "/metrics", { "x-forwarded-for": named })).status === 200;

const behind = (TRUST_PROXY: string) =>
  startRegister({ empty: true, settings: { TRUST_PROXY, LIVE_MAX_SOCKETS_PER_ADDRESS: "1" } });

describe("The address of a client", () => {
  it("is that of its connection, whatever it says, where no proxy is trusted", async () => {
    const register = await behind("");
    expect(await enter(register, "203.0.113.1")).toBe(true);
    expect(await enter(register, "203.0.113.2")).toBe(false);
    expect(await isAtHome(register, "127.0.0.1")).toBe(false);
    await register.stop();
  });

  it.each(["1", "loopback", "127.0.0.0/8, 10.0.0.1"])(
    "is what the proxy saw, not what the client said: %s",
    async (trust) => {
      const register = await behind(trust);
      expect(await enter(register, "198.51.100.1, 203.0.113.1")).toBe(true);
      expect(await enter(register, "198.51.100.2, 203.0.113.1")).toBe(false);
      expect(await enter(register, "198.51.100.1, 203.0.113.2")).toBe(true);
      expect(await isAtHome(register, "203.0.113.1")).toBe(false);
      expect(await isAtHome(register, "127.0.0.1, 203.0.113.1")).toBe(false);
      await register.stop();
    },
  );

  it("is named by the outer of two proxies where two are trusted", async () => {
    const register = await behind("2");
    expect(await enter(register, "198.51.100.1, 203.0.113.1, 10.0.0.1")).toBe(true);
    expect(await enter(register, "198.51.100.2, 203.0.113.1, 10.0.0.2")).toBe(false);
    await register.stop();
  });

  it("is the same one in every spelling", async () => {
    const register = await behind("1");
    expect(await enter(register, "203.0.113.1")).toBe(true);
    expect(await enter(register, "::ffff:203.0.113.1")).toBe(false);
    expect(await enter(register, "203.0.113.1:4711")).toBe(false);
    for (const hex of ["::ffff:cb00:7101", "[0:0:0:0:0:ffff:203.0.113.1]:4711"])
      expect(await enter(register, hex)).toBe(false);
    expect(await enter(register, "2001:db8::1")).toBe(true);
    for (const same of ["2001:0DB8:0:0::1", "[2001:db8::1]:4711", "2001:db8::1%eth0"])
      expect(await enter(register, same)).toBe(false);
    expect(await isAtHome(register, "::ffff:127.0.0.1")).toBe(true);
    await register.stop();
  });

  it("is one for all that a client may have in its network of IPv6", async () => {
    const register = await behind("1");
    expect(await enter(register, "2001:db8::1")).toBe(true);
    expect(await enter(register, "2001:db8::2")).toBe(false);
    expect(await enter(register, "2001:db8::ffff:0:0:1")).toBe(false);
    expect(await enter(register, "2001:db8:0:1::1")).toBe(true);
    await register.stop();
  });

  it("is seen through IPv6, too, where the proxy is trusted by its IPv4 address", async () => {
    const register = await startRegister({ empty: true, settings: { HOST: "::", TRUST_PROXY: "127.0.0.1" } }).catch(
      () => null,
    );
    if (register === null) return; // a machine without IPv6
    const { port } = new URL(register.url);
    const home = await knock(`http://127.0.0.1:${port}`, "/metrics");
    const proxied = await knock(`http://127.0.0.1:${port}`, "/metrics", { "x-forwarded-for": "203.0.113.1" });
    expect([home.status, proxied.status]).toEqual([200, 404]);
    await register.stop();
  });
});
