import { connect } from "node:net";
import { knock, type Told, upgrade } from "../support/knock.js";
import { type Register, startRegister } from "../support/register.js";

/** What comes back for bytes that are no HTTP. */
function say(url: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (piece) => void (text += piece));
    socket.on("close", () => resolve(text));
  });
}

const JSON_BODY = { "content-type": "application/json" };
const BANNER = /express|apollo|node\.?js|graphql-ws|x-powered-by|^server:/im;
const INSIDE = /node_modules|\bat .+:\d+:\d+|SELECT |SQLITE|\/src\/|\/dist\//;

describe("Every answer of the register", () => {
  let register: Register;
  let answers: Record<string, Told>;
  beforeAll(async () => {
    register = await startRegister({ settings: { ALLOWED_ORIGINS: "HTTPS://Van-Phong.example:443/" } });
    const at = (path: string, headers?: Record<string, string>, method?: string, body?: string) =>
      knock(register.url, path, headers, method, body);
    const post = (body: string, headers = JSON_BODY) => at("/graphql", headers, "POST", body);
    answers = {
      query: await post('{"query":"{ viewer { role } }"}'),
      mutation: await post('{"query":"mutation { openMeeting(input: { meetingId: 1 }) { meeting { id } } }"}'),
      refused: await post('{"query":"{ nothing }"}'),
      mangled: await post("{"),
      "too large": await post(`{"query":"${" ".repeat(300_000)}"}`),
      "no JSON": await post("query", { "content-type": "text/plain" }),
      "other letters": await post("{}", { "content-type": "application/json; charset=klingon" }),
      get: await at("/graphql?query={__typename}", JSON_BODY),
      playground: await at("/playground"),
      home: await at("/"),
      desk: await at("/desk"),
      screen: await at("/screen/x"),
      asset: await at(`/pages/assets/${/assets\/([^"]+\.js)/.exec((await at("/desk")).body)?.[1]}`),
      record: await at("/meetings/none/record.md"),
      live: await at("/health/live"),
      ready: await at("/health/ready"),
      metrics: await at("/metrics"),
      nothing: await at("/nothing"),
      "no letters": await at("/screen/%E0%A4%A"),
      "no file": await at("/pages/assets/%00"),
      "out of the folder": await at("/pages/assets/..%2f..%2f..%2fpackage.json"),
      trace: await at("/graphql", {}, "TRACE"),
    };
  });
  afterAll(() => register.stop());

  it("forbids to be framed, sniffed or run, and tells no other page where it came from", () => {
    for (const [what, { headers }] of Object.entries(answers)) {
      expect([what, headers]).toMatchObject([
        what,
        {
          "content-security-policy": expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
          "x-frame-options": "DENY",
          "x-content-type-options": "nosniff",
          "referrer-policy": "no-referrer",
          "cross-origin-resource-policy": "same-origin",
        },
      ]);
      expect(headers["content-security-policy"]).not.toContain("unsafe-eval");
      expect(headers["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe-inline/);
    }
  });

  it("is kept by nobody where one caller may see what another may not", () => {
    for (const what of ["query", "mutation", "refused", "get", "record"] as const) {
      expect([what, answers[what]?.headers["cache-control"]]).toEqual([what, "no-store"]);
    }
    expect(answers.asset?.headers["cache-control"]).toContain("immutable");
  });

  it("says neither what it is made of nor what went wrong inside", async () => {
    for (const [what, { headers, body }] of Object.entries(answers)) {
      expect([what, JSON.stringify(headers)]).not.toEqual([what, expect.stringMatching(BANNER)]);
      if (what !== "playground" && what !== "asset")
        expect([what, body]).not.toEqual([what, expect.stringMatching(INSIDE)]);
    }
    const refusals = ["mangled", "too large", "other letters", "nothing", "no letters", "no file", "out of the folder"];
    for (const what of refusals) {
      expect([what, JSON.parse(answers[what]?.body ?? "").errors[0].extensions.code]).toEqual([
        what,
        expect.stringMatching(/BAD_INPUT|NOT_FOUND/),
      ]);
    }
    expect(answers["no letters"]?.status).toBe(400);
  });

  it("says as little to what is no HTTP, and to a WebSocket that is none", async () => {
    const wrong = [
      "NONSENSE\r\n\r\n",
      "GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
      "GET /else HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
    ];
    for (const bytes of wrong) {
      const told = await say(register.url, bytes);
      expect(told).toMatch(/^HTTP\/1.1 4\d\d /);
      expect(told).not.toMatch(BANNER);
      expect(told).not.toMatch(INSIDE);
    }
  });

  it("says that TLS is a must only where a trusted proxy says that there is TLS", async () => {
    const overTls = { "x-forwarded-proto": "https" };
    const alone = await knock(register.url, "/health/live", overTls);
    expect(alone.headers["strict-transport-security"]).toBeUndefined();
    const proxied = await startRegister({ empty: true, settings: { TRUST_PROXY: "loopback" } });
    expect((await knock(proxied.url, "/health/live", overTls)).headers["strict-transport-security"]).toBe(
      "max-age=15552000",
    );
    expect((await knock(proxied.url, "/health/live")).headers["strict-transport-security"]).toBeUndefined();
    await proxied.stop();
  });
});

describe("A page that calls the register", () => {
  let register: Register;
  beforeAll(async () => {
    const settings = { ALLOWED_ORIGINS: "HTTPS://Van-Phong.example:443/", TRUST_PROXY: "loopback" };
    register = await startRegister({ settings });
  });
  afterAll(() => register.stop());

  it.each<[string, Record<string, string>, boolean]>([
    ["of an allowed origin, however it is written in the setting", { origin: "https://van-phong.example" }, true],
    ["of the same host", { origin: "https://so.example", host: "so.example" }, true],
    [
      "of the same host, whose proxy names the usual port",
      { origin: "https://so.example", host: "SO.example:443" },
      true,
    ],
    ["of another host", { origin: "https://la.example", host: "so.example" }, false],
    ["of another port", { origin: "https://so.example:8443", host: "so.example" }, false],
    ["of an allowed host without TLS", { origin: "http://van-phong.example" }, false],
    [
      "of the same host without TLS, where there is TLS",
      { origin: "http://so.example", host: "so.example", "x-forwarded-proto": "https" },
      false,
    ],
    ["of a host that only begins so", { origin: "https://van-phong.example.la.example" }, false],
    ["of a file or a frame in a sandbox", { origin: "null" }, false],
    ["of no origin that can be read", { origin: "so.example", host: "so.example" }, false],
  ])("%s", async (_which, headers, allowed) => {
    expect((await upgrade(register.url, headers)).status).toBe(allowed ? 101 : 403);
    const { headers: told } = await knock(register.url, "/graphql?query={__typename}", { ...JSON_BODY, ...headers });
    expect(told["access-control-allow-origin"]).toBe(allowed ? headers.origin : undefined);
    const asks = {
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    };
    const { headers: before } = await knock(register.url, "/graphql", { ...headers, ...asks }, "OPTIONS");
    expect(before["access-control-allow-origin"]).toBe(allowed ? headers.origin : undefined);
    expect(before["access-control-allow-methods"]).toBe(allowed ? "GET,POST" : undefined);
    expect(before["access-control-allow-credentials"]).toBeUndefined();
  });

  it("cannot make a browser send what needs no leave, whatever it asks", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]) {
      const headers: Record<string, string> = type === "" ? {} : { "content-type": type };
      const asked = await knock(register.url, "/graphql", headers, "POST", '{"query":"{ viewer { role } }"}');
      expect([type, asked.status, asked.body]).toEqual([type, 400, expect.not.stringContaining('"data":{')]);
    }
    expect((await knock(register.url, "/graphql?query={__typename}")).status).toBe(400);
  });

  it("reads no numbers and no demo token of a machine that is not its own", async () => {
    const own = await startRegister({ empty: true, demo: true });
    const open = async (headers: Record<string, string>) => {
      const [desk, numbers] = [await knock(own.url, "/desk", headers), await knock(own.url, "/metrics", headers)];
      return [desk.body.includes("eyJ"), numbers.status];
    };
    expect(await open({})).toEqual([true, 200]);
    expect(await open({ host: "localhost:4000" })).toEqual([true, 200]);
    expect(await open({ host: "la.example:4000" })).toEqual([false, 404]); // a name that leads here
    expect(await open({ "x-forwarded-for": "127.0.0.1" })).toEqual([false, 404]); // a proxy that nobody trusts
    for (const name of ["x-real-ip", "forwarded", "via"])
      expect(await open({ [name]: "1.2.3.4" })).toEqual([false, 404]);
    await own.stop();
    const settings = { METRICS: "open" };
    const told = await startRegister({ empty: true, settings });
    expect((await knock(told.url, "/metrics", { host: "la.example" })).status).toBe(200);
    await told.stop();
  });
});
