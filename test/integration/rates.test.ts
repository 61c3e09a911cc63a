import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { WebSocket } from "ws";
import { signToken } from "../../src/server/sign-in/sign-in.js";
import { post } from "../support/http.js";
import { PEOPLE, type Person, type Register, SECRET, startRegister, tokenOf } from "../support/register.js";
import { askOverWebSocket, openRaw } from "../support/socket.js";
import { until } from "../support/until.js";

const QUERY = "{ viewer { name } }";
const LIMITED = { code: "RATE_LIMITED", retryAfterMs: expect.any(Number) };

/** Asks from a client that is named by a proxy. */
async function from(register: Register, address: string, token?: string) {
  const response = await fetch(`${register.url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-forwarded-for": address,
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: QUERY }),
  });
  const { errors } = (await response.json()) as any;
  return {
    status: response.status,
    after: response.headers.get("retry-after"),
    errors,
    code: errors?.[0].extensions.code,
  };
}

const times = <T>(count: number, ask: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => ask(i)));
const codes = (answers: { code?: string }[]) => answers.map(({ code }) => code ?? "answered");

async function metric(register: Register, name: string) {
  const text = await (await fetch(`${register.url}/metrics`)).text();
  return Number(new RegExp(`^ket_nghia_${name}_total (\\d+)`, "m").exec(text)?.[1]);
}

describe("The rate of an address", () => {
  let register: Register;
  beforeAll(async () => {
    const settings = { RATE_PER_ADDRESS: "0.1", TRUST_PROXY: "1", ALLOWED_ORIGINS: "https://van-phong.example" };
    register = await startRegister({ settings });
  });
  afterAll(() => register.stop());

  it("is told when it is passed, with when to come back, and is that of both doors together", async () => {
    const socket = { "x-forwarded-for": "192.0.2.1" };
    expect((await askOverWebSocket(register.url, QUERY, undefined, undefined, socket)).errors).toBeUndefined();
    const overHttp = await from(register, "192.0.2.1");
    expect(overHttp).toMatchObject({ status: 429, after: expect.stringMatching(/^([1-9]|10)$/) });
    expect(overHttp.errors).toEqual([{ message: "Too many requests from this address.", extensions: LIMITED }]);
    expect(await metric(register, "rate_limited")).toBe(1);
    const other = { "x-forwarded-for": "192.0.2.5" };
    expect((await from(register, "192.0.2.5")).code).toBeUndefined();
    expect((await askOverWebSocket(register.url, QUERY, undefined, undefined, other)).errors).toEqual([
      { message: "Too many requests from this address.", extensions: LIMITED },
    ]);
  });

  it("is that of everything that is there to be had, but for the word that the register lives", async () => {
    const headers = { "x-forwarded-for": "192.0.2.6" };
    const statusOf = async (path: string) => (await fetch(`${register.url}${path}`, { headers })).status;
    expect(await statusOf("/health/ready")).toBe(200);
    const pages = ["/", "/playground", "/screen", "/desk/x", "/pages/assets/x.js", "/meetings/ha-noi/record.md"];
    for (const path of [...pages, "/health/ready", "/metrics", "/nothing"])
      expect([path, await statusOf(path)]).toEqual([path, 429]);
    expect(await statusOf("/health/live")).toBe(200);
    const [asset] = (await readdir("dist/pages/assets")).filter((name) => name.endsWith(".js"));
    expect(await statusOf(`/pages/assets/${asset}`)).toBe(200);
    const fromAPage = { ...headers, origin: "https://van-phong.example" };
    const refused = await fetch(`${register.url}/graphql`, { method: "POST", headers: fromAPage });
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([429, fromAPage.origin]);
  });

  it("is nobody else's, and one for all addresses that one client may have", async () => {
    expect((await from(register, "192.0.2.2")).code).toBeUndefined();
    const spellings = ["2001:db8::1:0", "2001:DB8::1:1", "2001:0db8:0:0::1", "[2001:db8::1]:4711", "2001:db8::1%eth0"];
    const inOneNetwork = await times(5, (i) => from(register, spellings[i] as string));
    expect(codes(inOneNetwork).sort()).toEqual([...Array(4).fill("RATE_LIMITED"), "answered"]);
    expect((await from(register, "2001:db8:0:1::1")).code).toBeUndefined();
    await from(register, "::ffff:192.0.2.3");
    expect((await from(register, "192.0.2.3")).code).toBe("RATE_LIMITED");
  });

  it("bounds new sockets, too, apart from what is asked on them", async () => {
    const knock = async () => {
      const socket = new WebSocket(`${register.url.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
        headers: { "x-forwarded-for": "192.0.2.4" },
      });
      const refused = once(socket, "unexpected-response").then(([, response]) => response);
      const response = await Promise.race([refused, once(socket, "open").then(() => null)]);
      socket.terminate();
      return response && [response.statusCode, response.headers["retry-after"]];
    };
    const all = await times(2, knock);
    expect(all.filter((each) => each === null)).toHaveLength(1);
    expect(all.find((each) => each !== null)).toEqual([429, expect.stringMatching(/^([1-9]|10)$/)]);
    expect((await from(register, "192.0.2.4")).code).toBeUndefined();
  });
});

describe("The rate of an address on a socket", () => {
  it("counts what is refused, too, as there are too many operations on it", async () => {
    const settings = { RATE_PER_ADDRESS: "0.2", LIVE_MAX_OPERATIONS_PER_SOCKET: "1" };
    const register = await startRegister({ settings });
    const client = await openRaw(register);
    const WATCH = "subscription { commitmentStatusChanged { id } }";
    for (const id of ["1", "2", "3", "4"]) client.say({ id, type: "subscribe", payload: { query: WATCH } });
    const refusals = () => client.heard.filter(({ type }) => type === "error").map(({ payload }) => payload[0]);
    await until("the refusals", () => refusals().length === 3);
    expect(refusals().map(({ message }) => message)).toEqual([
      "At most 1 operations at a time on one socket.",
      ...Array(2).fill("Too many requests from this address."),
    ]);
    expect(refusals().map(({ extensions }) => extensions)).toEqual(Array(3).fill(LIMITED));
    client.socket.terminate();
    await register.stop();
  });
});

describe("The rate of a user", () => {
  let register: Register;
  beforeAll(async () => {
    register = await startRegister({ settings: { RATE_PER_SUBJECT: "0.1" } });
  });
  afterAll(() => register.stop());

  const ask = (as?: Person) => register.ask(QUERY, {}, as);

  it("is that of all its tokens over both doors, and not that of others, of strangers or of screens", async () => {
    const authorization = `Bearer ${await signToken(SECRET, PEOPLE.hanoi, "2h")}`;
    expect((await askOverWebSocket(register.url, QUERY, {}, { authorization })).errors).toBeUndefined();
    const refused = await ask("hanoi");
    expect([refused.status, refused.errors]).toEqual([
      429,
      [{ message: "Too many requests of this user.", extensions: LIMITED }],
    ]);
    expect((await ask("quangNam")).code).toBeUndefined();
    const again = { authorization: `Bearer ${await tokenOf("quangNam")}` };
    expect((await askOverWebSocket(register.url, QUERY, {}, again)).errors).toEqual([
      { message: "Too many requests of this user.", extensions: LIMITED },
    ]);
    expect(new Set(codes(await times(20, () => ask("viewer"))))).toEqual(new Set(["answered"]));
    expect(new Set(codes(await times(20, () => ask())))).toEqual(new Set(["answered"]));
  });
});

describe("Wrong tokens", () => {
  let register: Register;
  beforeAll(async () => {
    register = await startRegister({ settings: { RATE_WRONG_TOKENS: "3", TRUST_PROXY: "1" } });
  });
  afterAll(() => register.stop());

  it("lock nobody out who is in already, and no other address", async () => {
    const known = await tokenOf("hanoi");
    expect((await from(register, "192.0.2.9", known)).code).toBeUndefined();
    const wrong = [await signToken("x".repeat(32), PEOPLE.hanoi, "1h"), "mangled", "a.b.c"];
    for (const token of wrong) expect((await from(register, "192.0.2.1", token)).code).toBe("UNAUTHENTICATED");
    const refused = await from(register, "192.0.2.1", await tokenOf("quangNam"));
    expect(refused).toMatchObject({ status: 429, code: "RATE_LIMITED", after: expect.stringMatching(/^(1\d|20)$/) });
    const authorization = `Bearer ${await tokenOf("quangNam")}`;
    const socket = { "x-forwarded-for": "192.0.2.1" };
    const overSocket = await askOverWebSocket(register.url, QUERY, {}, { authorization }, socket);
    expect(overSocket.errors).toEqual([{ message: "Too many wrong tokens from this address.", extensions: LIMITED }]);
    expect((await from(register, "192.0.2.1", known)).code).toBeUndefined();
    expect((await from(register, "192.0.2.1")).code).toBeUndefined();
    expect((await from(register, "192.0.2.2", await tokenOf("quangNam"))).code).toBeUndefined();
    expect(await metric(register, "wrong_tokens")).toBe(3);
  });

  it("pass no limit where many come at once, and hold up no good ones among them", async () => {
    const wrong = await times(12, (i) => from(register, "192.0.2.4", `wrong-${i}`));
    expect(codes(wrong).sort()).toEqual([...Array(9).fill("RATE_LIMITED"), ...Array(3).fill("UNAUTHENTICATED")]);
    const good = await times(12, async (i) =>
      from(register, "192.0.2.5", await signToken(SECRET, PEOPLE.hanoi, `${i + 1}h`)),
    );
    expect(new Set(codes(good))).toEqual(new Set(["answered"]));
  });

  it("are not those that have ended", async () => {
    const ended = await signToken(SECRET, PEOPLE.hanoi, new Date(Date.now() - 3_600_000));
    const asked = await times(10, () => from(register, "192.0.2.3", ended));
    expect(new Set(codes(asked))).toEqual(new Set(["UNAUTHENTICATED"]));
  });
});

describe("A register that is tried out", () => {
  it("limits nobody", async () => {
    const register = await startRegister({ empty: true });
    const asked = await times(100, () => post(register.url, QUERY));
    expect(new Set(codes(asked))).toEqual(new Set(["answered"]));
    await register.stop();
  });
});
