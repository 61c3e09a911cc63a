import { randomUUID } from "node:crypto";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt, SignJWT } from "jose";
import { revoke } from "../../src/live/revocations.js";
import { signToken } from "../../src/server/sign-in/sign-in.js";
import { codesOf, handOver } from "../support/hand-over.js";
import { post } from "../support/http.js";
import { command, type Running, run } from "../support/process.js";
import { PEOPLE, type Register, SECRET, startRegister, tokenOf } from "../support/register.js";
import { until } from "../support/until.js";

const REVOKED = { code: "UNAUTHENTICATED", details: { revoked: true } };
const LET_IN = [undefined, undefined, undefined];
const viewerOf = async (url: string, token: string) =>
  (await post(url, "{ viewer { name role localities { key } } }", {}, token)).data.viewer;

/** Somebody of whom no other story knows. */
const someone = () => ({ ...PEOPLE.hanoi, sub: `hoa-${randomUUID()}` });

describe("A token that is revoked", () => {
  let register: Register;
  /** Another process on the same database. */
  let other: Running;
  let ofLan: string;
  beforeAll(async () => {
    register = await startRegister();
    const lan = someone();
    ofLan = await signToken(SECRET, lan, "1h");
    await revoke(register.app.db, { kind: "SUBJECT", value: lan.sub, why: null });
    other = await run({ DATABASE_URL: register.databaseUrl });
  }, 60_000);
  afterAll(async () => {
    await other.end();
    await register.stop();
  });

  const revokeBy = (...args: string[]) => command("revoke", args, { DATABASE_URL: register.databaseUrl });
  const make = (...args: string[]) => command("token", args, { DATABASE_URL: register.databaseUrl });
  const isRevoked = async (url: string, token: string) =>
    (await post(url, "{ viewer { role } }", {}, token)).errors?.[0]?.extensions.revoked === true;
  const seenBy = (token: string) => async () =>
    (await isRevoked(register.url, token)) && (await isRevoked(other.url, token));

  it("is refused by every process and every way within seconds, with all of its subject until then", async () => {
    const hoa = someone();
    const dated = await signToken(SECRET, hoa, "1h");
    const undated = await new SignJWT({ ...hoa })
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime("1h")
      .sign(new TextEncoder().encode(SECRET));
    expect(await codesOf(register.url, undated)).toEqual(LET_IN);
    const { code, printed } = await revokeBy("--subject", hoa.sub, "--why", "nghỉ việc");
    expect([code, printed]).toEqual([0, `Revoked: every token of ${hoa.sub} issued until then.\n`]);
    await until("all to know of it", seenBy(dated));
    for (const url of [register.url, other.url]) {
      for (const token of [dated, undated])
        expect(await handOver(url, token)).toEqual({
          http: REVOKED,
          connection: { code: "UNAUTHENTICATED", closed: 4403 },
          operation: REVOKED,
        });
      expect(await codesOf(url, await tokenOf("hanoi"))).toEqual(LET_IN);
      expect(await codesOf(url, await signToken(SECRET, hoa, "1h"))).toEqual(LET_IN);
    }
  });

  it("stays revoked for a process that starts later", async () => {
    expect(await isRevoked(other.url, ofLan)).toBe(true);
  });

  it("may be one alone", async () => {
    const hoa = someone();
    const [one, two] = [await signToken(SECRET, hoa, "1h"), await signToken(SECRET, hoa, "1h")];
    await revoke(register.app.db, { kind: "TOKEN", value: String(decodeJwt(one).jti), why: null });
    await until("all to know of it", seenBy(one));
    for (const { url } of [register, other]) expect(await codesOf(url, two)).toEqual(LET_IN);
  });

  it("is what the database says, where another one is restored under the register", async () => {
    const own = await startRegister({ empty: true });
    const { db } = own.app;
    const [hoa, minh] = [someone(), someone()];
    const [ofHoa, ofMinh] = [await signToken(SECRET, hoa, "1h"), await signToken(SECRET, minh, "1h")];
    await revoke(db, { kind: "SUBJECT", value: hoa.sub, why: null });
    await until("it to be known", () => isRevoked(own.url, ofHoa));
    await db.write((tx) => tx.query(`UPDATE revocation SET value = '${minh.sub}'`));
    await until("the other to be revoked", () => isRevoked(own.url, ofMinh));
    expect(await isRevoked(own.url, ofHoa)).toBe(false);
    await db.write((tx) => tx.query("DELETE FROM revocation"));
    await until("none to be", async () => !(await isRevoked(own.url, ofMinh)));
    await own.stop();
  });

  it("is listed, with why", async () => {
    const { printed } = await revokeBy("--list");
    expect(printed).toMatch(/^20\S+Z {2}every token of hoa-\S+ issued until then: nghỉ việc$/m);
    for (const args of [["--list", "--subject", "x"], ["--subject="]])
      expect(await revokeBy(...args)).toEqual({ code: 1, printed: "", said: expect.stringMatching(/^Usage: .+\n$/) });
  });

  it("may have been made by command, as the key of a screen", async () => {
    const { code, printed, said } = await make(
      "--subject",
      "vp-hoi-truong",
      "--role",
      "VIEWER",
      "--name",
      "Hội trường",
    );
    const token = printed.trim();
    const { jti, exp = 0, sub } = decodeJwt(token);
    expect([code, sub, printed]).toEqual([0, "vp-hoi-truong", `${token}\n`]);
    expect(said).toContain(
      `Token ${jti} of vp-hoi-truong (VIEWER), good until ${new Date(exp * 1_000).toISOString()}.`,
    );
    expect(exp * 1_000 - Date.now()).toBeGreaterThan(365 * 86_400_000);
    expect(await viewerOf(register.url, token)).toEqual({ name: "Hội trường", role: "VIEWER", localities: [] });
    expect((await revokeBy("--token", token)).printed).toBe(`Revoked: the token ${jti}.\n`); // by its id, or shown whole
    await until("all to know of it", seenBy(token));
    expect(await revokeBy("--token", token.slice(0, -30).split(".").slice(0, 2).join("."))).toMatchObject({
      ...{ code: 1, said: "--token: this is a piece of a token, give the whole of it or its id.\n" },
    });
  });

  it("is replaced by one that is made right after", async () => {
    const { sub } = someone();
    const first = await signToken(SECRET, { ...PEOPLE.hanoi, sub }, "1h");
    await revoke(register.app.db, { kind: "SUBJECT", value: sub, why: null });
    const atOnce = await signToken(SECRET, { ...PEOPLE.hanoi, sub }, "1h");
    const asked = ["--subject", sub, "--role", "OFFICER", "--localities", "ha-noi, quang-nam"];
    const second = (await make(...asked)).printed.trim();
    await until("all to know of it", seenBy(first));
    expect(await codesOf(register.url, atOnce)).toEqual(LET_IN);
    const { localities } = await viewerOf(register.url, second);
    expect(localities.map(({ key }: { key: string }) => key).sort()).toEqual(["ha-noi", "quang-nam"]);
    const { iat = 0, exp = 0 } = decodeJwt(second);
    expect(exp - iat).toBeCloseTo(12 * 3_600, -1);
  });

  it.each<[string, string[], RegExp]>([
    ["nobody", ["--role", "ADMIN"], /^Usage: /],
    ["an unknown role", ["--subject", "a", "--role", "EMPEROR"], /^--role: /],
    ["a time that is over", ["--subject", "a", "--role", "ADMIN", "--for", "2 days ago"], /^--for: /],
    [
      "an officer of places that there are not",
      ["--subject", "a", "--role", "OFFICER", "--localities", "hue,atlantis"],
      /^--localities: the register knows no atlantis\.\n$/,
    ],
  ])("is not made for %s", async (_what, args, line) => {
    const { code, printed, said } = await make(...args);
    expect([code, printed, said.trim().split("\n").length]).toEqual([1, "", 1]);
    expect(said).toMatch(line);
  });

  it("is not made where nobody would take it", async () => {
    const provider = { AUTH_JWKS_URL: "https://a.example/keys", AUTH_ISSUER: "a", AUTH_AUDIENCE: "b" };
    const settings = { DATABASE_URL: register.databaseUrl, AUTH_SECRET: "", NODE_ENV: "production", ...provider };
    const { code, said } = await command("token", ["--subject", "a", "--role", "ADMIN"], settings);
    expect([code, said]).toEqual([1, "AUTH_SECRET: must be set, and be that of the register.\n"]);
  });
});

describe("Who names a register that is not there", () => {
  it.each([
    ["revoke", ["--subject", "lan"], {}],
    ["revoke", ["--list"], {}],
    ["token", ["--subject", "a", "--role", "OFFICER", "--localities", "hue"], {}],
    ["token", ["--subject", "a", "--role", "ADMIN"], { AUTH_SECRET: "" }],
    ["verify", [], {}],
  ])("is told so by npm run %s %j, which makes none", async (name, args, settings) => {
    const folder = await mkdtemp(join(tmpdir(), "ket-nghia-"));
    const DATABASE_URL = `sqlite:${join(folder, "typo.db")}`;
    expect(await command(name, args, { DATABASE_URL, ...settings })).toEqual({
      ...{ code: 1, printed: "", said: `There is no database ${join(folder, "typo.db")}.\n` },
    });
    expect(await readdir(folder)).toEqual([]);
  });
});
