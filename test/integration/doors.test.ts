import { createClient } from "graphql-ws";
import { SignJWT } from "jose";
import { type CloseEvent, WebSocket } from "ws";
import { post } from "../support/http.js";
import { promiseAt, step } from "../support/promise.js";
import { PEOPLE, type Register, SECRET, startRegister } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";

const key = (secret: string) => new TextEncoder().encode(secret);
const sign = (claims: object, secret = SECRET, expires: string | number = "1h") =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: "HS256" }).setExpirationTime(expires).sign(key(secret));
const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify(PEOPLE.admin)).toString("base64url")}.`;
const EXPIRED = Math.floor(Date.now() / 1_000) - 120;

/** The first answer over the WebSocket: data, or the code of the first error. */
async function overWebSocket(
  url: string,
  query: string,
  variables?: object,
  token?: string,
): Promise<{ data?: any; code?: string }> {
  const screen = await watch(url, query, variables, token);
  await until("an answer", () => screen.errors.length > 0 || screen.seen.length > 0);
  await screen.leave();
  return { data: screen.seen[0], code: screen.errors[0]?.extensions.code };
}

describe("The two doors", () => {
  let register: Register;
  beforeAll(
    async () => void (register = await startRegister({ settings: { ALLOWED_ORIGINS: "https://van-phong.example" } })),
  );
  afterAll(() => register.stop());

  it.each<[string, string, object | undefined, string]>([
    ["a syntax error", "{ viewer {", undefined, "BAD_INPUT"],
    ["a text without an end", '{ viewer(x: "', undefined, "BAD_INPUT"],
    ["an unknown field", "{ viewer { shoeSize } }", undefined, "BAD_INPUT"],
    ["a missing argument", "{ sector { key } }", undefined, "BAD_INPUT"],
    [
      "a variable of the wrong type",
      "query ($n: Int!) { commitments(first: $n) { totalCount } }",
      { n: "many" },
      "BAD_INPUT",
    ],
    [
      "a date that is none",
      'query ($d: Date!) { locality(code: "01", on: $d) { key } }',
      { d: "2019-13-01" },
      "BAD_INPUT",
    ],
    ["a page without end", "{ commitments(first: 1000) { totalCount } }", undefined, "BAD_INPUT"],
    ["a page from both ends", "{ commitments(first: 1, last: 1) { totalCount } }", undefined, "BAD_INPUT"],
    ["a mangled cursor", '{ commitments(after: "xyz") { totalCount } }', undefined, "BAD_INPUT"],
    ["a mangled id", '{ node(id: "xyz") { id } }', undefined, "BAD_INPUT"],
    [
      "an unknown key in a filter",
      '{ commitments(filter: { owedBy: ["atlantis"] }) { totalCount } }',
      undefined,
      "BAD_INPUT",
    ],
    ["a cursor with something added", '{ node(id: "TG9jYWxpdHk6MQ%%") { id } }', undefined, "BAD_INPUT"],
    [
      "a search of nothing but signs",
      '{ commitments(filter: { search: "%%%" }) { totalCount } }',
      undefined,
      "BAD_INPUT",
    ],
    ["a search of a whole page", `{ search(text: "${"a".repeat(5_000)}") { __typename } }`, undefined, "BAD_INPUT"],
    [
      "a filter with too many values",
      "query ($keys: [ID!]) { commitments(filter: { party: $keys }) { totalCount } }",
      { keys: Array(1_500).fill("hue") },
      "TOO_COMPLEX",
    ],
    [
      "variables without a bottom",
      "query ($filter: CommitmentFilter) { commitments(filter: $filter) { totalCount } }",
      { filter: JSON.parse(`${'{"not":'.repeat(3_000)}{}${"}".repeat(3_000)}`) },
      "BAD_INPUT",
    ],
    [
      "pages within pages",
      `{ commitments(first: 100) { nodes { parties { locality { commitments(first: 100) { nodes { parties { locality {
        commitments(first: 100) { nodes { id } } } } } } } } } } }`,
      undefined,
      "TOO_COMPLEX",
    ],
    [
      "fields without a bottom",
      `{ locality(key: "ha-noi") { ${"parent { ".repeat(25)} id ${"}".repeat(25)} } }`,
      undefined,
      "TOO_COMPLEX",
    ],
    ["too many tokens", `{ ${"viewer { role } ".repeat(2_000)} }`, undefined, "TOO_COMPLEX"],
    [
      "a write by nobody",
      'mutation { createSector(input: { name: "X" }) { sector { id } } }',
      undefined,
      "UNAUTHENTICATED",
    ],
  ])("refuse %s with the same code", async (_what, query, variables, code) => {
    expect((await post(register.url, query, variables)).code).toBe(code);
    expect((await overWebSocket(register.url, query, variables)).code).toBe(code);
  });

  it("answer the same question alike", async () => {
    const query = "{ commitments(first: 3) { totalCount nodes { reference parties { locality { name } } } } }";
    const { data } = await post(register.url, query);
    expect((await overWebSocket(register.url, query)).data).toEqual(data.commitments);
  });

  it("refuse a wrong, unsigned or strange token, also on reads", async () => {
    const wrong = await Promise.all([
      sign(PEOPLE.admin, "another-secret-that-is-long-enough-too"),
      sign({ ...PEOPLE.admin, role: "EMPEROR" }),
      sign({ role: "ADMIN" }),
    ]);
    for (const token of [...wrong, unsigned, "nonsense"]) {
      const { status, code } = await post(register.url, "{ viewer { role } }", {}, token);
      expect([status, code]).toEqual([401, "UNAUTHENTICATED"]);
      expect((await overWebSocket(register.url, "{ viewer { role } }", {}, token)).code).toBe("UNAUTHENTICATED");
    }
  });

  it("refuse an expired token; the socket closes so that a client can come back with a fresh one", async () => {
    const token = await sign(PEOPLE.hanoi, SECRET, EXPIRED);
    expect((await post(register.url, "{ viewer { role } }", {}, token)).code).toBe("UNAUTHENTICATED");
    const socket = new WebSocket(`${register.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    const closed = new Promise<[number, string]>((resolve) =>
      socket.on("close", (code, reason) => resolve([code, String(reason)])),
    );
    socket.on("open", () =>
      socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } })),
    );
    expect(await closed).toEqual([4403, "UNAUTHENTICATED: The token has expired."]);
  });

  it("close the socket when the token ends, whatever is being watched", async () => {
    // Within the tolerance, for a second.
    const token = await sign(PEOPLE.hanoi, SECRET, Math.floor(Date.now() / 1_000) - 29);
    const closes: [number, string][] = [];
    const client = createClient({
      url: `${register.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
      on: { closed: (event) => void closes.push([(event as CloseEvent).code, (event as CloseEvent).reason]) },
    });
    const sink = { next: () => undefined, error: () => undefined, complete: () => undefined };
    client.subscribe({ query: "subscription { commitmentStatusChanged { id } }" }, sink);
    await until("the socket to be closed", () => closes.length > 0);
    expect(closes).toEqual([[4403, "UNAUTHENTICATED: The token has expired."]]);
    expect(register.app.feed.followers).toBe(0);
  });

  it("carry so many operations on one socket and no more", async () => {
    const screen = await watch(register.url, "subscription { commitmentStatusChanged { id } }");
    const refused: unknown[] = [];
    for (let count = 1; count <= 50; count++) {
      const sink = {
        next: () => undefined,
        error: (error: unknown) => void refused.push(error),
        complete: () => undefined,
      };
      screen.client.subscribe({ query: "subscription { commitmentStatusChanged { id } }" }, sink);
    }
    await until("the refusal", () => refused.length > 0);
    expect(refused).toEqual([
      [expect.objectContaining({ extensions: { code: "RATE_LIMITED", retryAfterMs: expect.any(Number) } })],
    ]);
    await screen.leave();
  });

  it("take an enum that is null for its default", async () => {
    const query = `query ($scheme: CodeScheme, $language: Language, $direction: Direction) {
      locality(code: "01", scheme: $scheme) { name(language: $language) }
      commitments(first: 1, orderBy: { field: TITLE, direction: $direction }) { totalCount } }`;
    const { data } = await register.ask(query, { scheme: null, language: null, direction: null });
    expect(data).toEqual({ locality: { name: "Hà Nội" }, commitments: { totalCount: 18 } });
  });

  it("send a subscription from HTTP to the WebSocket", async () => {
    expect((await register.ask("subscription { commitmentStatusChanged { id } }")).code).toBe("BAD_INPUT");
  });

  it("cut a screen after a failure of ours, so that it comes back with its cursor", async () => {
    const failing = await startRegister();
    const { commitments } = await failing.get("{ commitments(first: 1) { liveCursor } }");
    const screen = await failing.watch(
      "subscription ($after: Cursor) { commitmentStatusChanged(after: $after) { id cursor } }",
      { after: commitments.liveCursor },
    );
    const rename = (from: string, to: string) =>
      failing.app.db.write((tx) => tx.query(`ALTER TABLE ${from} RENAME TO ${to}`));
    const { id } = await promiseAt(failing, "AGREED");
    await screen.sees(2);
    await rename("commitment_speaker", "gone");
    await step(failing, id, "IN_PROGRESS", "hanoi");
    await until("the screen to be cut", () => screen.connections() > 1);
    await rename("gone", "commitment_speaker");
    expect(await screen.sees(3)).toHaveLength(3);
    expect(screen.errors).toEqual([]);
    await screen.leave();
    await failing.stop();
  });

  it("know who is asking", async () => {
    const { data } = await register.ask("{ viewer { isSignedIn name role localities { key } } }", {}, "hanoi");
    expect(data.viewer).toEqual({ isSignedIn: true, name: "Hoa", role: "OFFICER", localities: [{ key: "ha-noi" }] });
    expect((await register.get("{ viewer { isSignedIn role name } }")).viewer).toEqual({
      isSignedIn: false,
      role: "VIEWER",
      name: null,
    });
  });

  it("let in pages of this origin and of the allowed ones, and no others", async () => {
    const knock = (origin: string) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`${register.url.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
          origin,
        });
        socket.on("open", () => {
          resolve("open");
          socket.close();
        });
        socket.on("error", () => resolve("refused"));
      });
    expect(await knock(register.url)).toBe("open");
    expect(await knock("https://van-phong.example")).toBe("open");
    expect(await knock("https://la-mat.example")).toBe("refused");
    const allowed = async (origin: string) =>
      (await fetch(`${register.url}/graphql?query={__typename}`, { headers: { origin } })).headers.get(
        "access-control-allow-origin",
      );
    expect(await allowed("https://van-phong.example")).toBe("https://van-phong.example");
    expect(await allowed("https://la-mat.example")).toBeNull();
  });

  it("refuse a body that is not JSON or is too large in the same words", async () => {
    const send = async (body: string, headers?: Record<string, string>) => {
      const said = { "content-type": "application/json", ...headers };
      const response = await fetch(`${register.url}/graphql`, { method: "POST", headers: said, body });
      const [{ message, extensions }] = ((await response.json()) as any).errors;
      expect(extensions).toEqual({ code: "BAD_INPUT" });
      return [response.status, message];
    };
    expect(await send("{")).toEqual([400, "The request is not JSON."]);
    const large = JSON.stringify({ query: "x".repeat(300_000) });
    expect(await send(large)).toEqual([413, "The request is larger than 256 KiB."]);
    expect(await send("{}", { "content-encoding": "tea" })).toEqual([
      415,
      "The request is packed in a way that is not known here: gzip, deflate and br are.",
    ]);
    expect(await send("{}", { "content-encoding": "gzip" })).toEqual([
      400,
      "The request is not packed as its content-encoding says.",
    ]);
    expect(await send("{}", { "content-type": "application/json; charset=klingon" })).toEqual([
      415,
      "The request is in a charset that is not known here: UTF-8 is.",
    ]);
  });

  it("say no more of a failure of ours than an id", async () => {
    const broken = await startRegister();
    await broken.app.db.write((tx) => tx.query("DROP TABLE citation"));
    const query = "{ commitments { nodes { sources { locator } } } }";
    for (const errors of [
      (await broken.ask(query)).errors,
      await watch(broken.url, query).then(async (screen) => {
        await until("the failure", () => screen.errors.length > 0);
        await screen.leave();
        return screen.errors;
      }),
    ]) {
      expect(errors?.[0]).toMatchObject({
        message: "The register failed.",
        extensions: { code: "INTERNAL", errorId: expect.any(String) },
      });
      expect(JSON.stringify(errors)).not.toMatch(/SELECT|citation|\.ts|\.js/);
    }
    await broken.stop();
  });

  it("open only with a token where the register is set so", async () => {
    const closed = await startRegister({ settings: { READ_ACCESS: "token" } });
    expect((await closed.ask("{ viewer { role } }")).code).toBe("UNAUTHENTICATED");
    expect((await overWebSocket(closed.url, "{ viewer { role } }")).code).toBe("UNAUTHENTICATED");
    expect((await closed.get("{ viewer { role } }", {}, "viewer")).viewer.role).toBe("VIEWER");
    await closed.stop();
  });

  it("tell a balancer that the process lives and is ready", async () => {
    expect(await (await fetch(`${register.url}/health/live`)).json()).toEqual({ live: true });
    expect(await (await fetch(`${register.url}/health/ready`)).json()).toEqual({ ready: true });
  });

  it("look at the database once for all who ask at about the same time whether it is ready", async () => {
    const before = register.statements.length;
    const look = async () => (await fetch(`${register.url}/health/ready`)).status;
    const looks = await Promise.all(Array.from({ length: 1_000 }, look));
    expect(new Set(looks)).toEqual(new Set([200]));
    expect(register.statements.length - before).toBeLessThan(50);
  });

  it("serve a playground that is all in one page, compressed and cached", async () => {
    const page = await fetch(`${register.url}/playground`);
    const html = await page.text();
    expect(page.headers.get("content-type")).toMatch("text/html");
    expect(html).toContain("OwedToQuangNam");
    expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)="https?:/);
    const again = await fetch(`${register.url}/playground`, {
      headers: { "if-none-match": page.headers.get("etag") as string },
    });
    expect(again.status).toBe(304);
  });
});
