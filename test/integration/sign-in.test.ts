import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import { base64url, exportJWK, exportSPKI, importJWK, SignJWT } from "jose";
import { revoke } from "../../src/live/revocations.js";
import { codesOf, handOver } from "../support/hand-over.js";
import { post } from "../support/http.js";
import { newFile, run } from "../support/process.js";
import { makeSigner, type Signer, type SignInProvider, startProvider } from "../support/provider.js";
import { PEOPLE, type Register, SECRET, startRegister, tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";

const WATCH = "subscription { commitmentStatusChanged { id } }";
const LAN = PEOPLE.quangNam;
const NOBODY = Array(3).fill("UNAUTHENTICATED");
const now = () => Math.floor(Date.now() / 1_000);
const signed = (key: Uint8Array, claims: object) =>
  new SignJWT({ exp: now() + 600, ...claims }).setProtectedHeader({ alg: "HS256" }).sign(key);
const bytes = (text: string) => new TextEncoder().encode(text);
const codeOf = async (url: string, token: string) => (await post(url, "{ viewer { role } }", {}, token)).code;
const part = (value: unknown) => base64url.encode(JSON.stringify(value));

/** Does something as if so much time had passed. */
async function inTheFuture<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const clocks = [Date, performance].map((clock) => ({ clock, now: clock.now }));
  for (const { clock, now } of clocks) clock.now = () => now.call(clock) + ms;
  try {
    return await work();
  } finally {
    for (const { clock, now } of clocks) clock.now = now;
  }
}

/** The same key, used as it was not meant to be. */
async function asPs256(signer: Signer): Promise<Signer> {
  const privateKey = await importJWK(await exportJWK(signer.privateKey), "PS256");
  return { ...signer, alg: "PS256", privateKey: privateKey as never };
}

describe("A register whose people sign in at a provider", () => {
  let provider: SignInProvider;
  let register: Register;
  let signer: Signer;
  let others: Signer[];

  beforeAll(async () => {
    [signer, ...others] = await Promise.all([
      makeSigner("one"),
      makeSigner("two", "ES256"),
      makeSigner("three", "EdDSA"),
    ]);
    provider = await startProvider([signer, ...others]);
    register = await startRegister({ settings: provider.settings });
  });
  afterAll(async () => {
    await register.stop();
    await provider.close();
  });

  it("knows them by both doors, whatever its keys are, besides those with a token of its own", async () => {
    const viewer = { name: "Lan", role: "OFFICER", localities: [{ key: "quang-nam" }] };
    const tokens = [signer, ...others].map((each) => provider.sign(each, LAN));
    for (const token of await Promise.all([...tokens, tokenOf("quangNam")]))
      expect(await handOver(register.url, token)).toEqual({
        http: { viewer },
        connection: { viewer },
        operation: { viewer },
      });
    expect(provider.asked()).toBe(1);
  });

  const ours = (claims: object) => signed(bytes(SECRET), { ...LAN, ...claims });
  const theirs = (claims: object, header?: object) => provider.sign(signer, { ...LAN, ...claims }, header);
  const swapped = async (token: Promise<string>) => {
    const [head, , signature] = (await token).split(".");
    return `${head}.${part({ ...PEOPLE.admin, exp: now() + 600 })}.${signature}`;
  };
  const publicKey = async () => exportSPKI((await importJWK(signer.jwk)) as never);

  it.each<[string, () => Promise<string>]>([
    ["unsigned", async () => `${part({ alg: "none" })}.${part({ ...LAN, exp: now() + 600 })}.`],
    ["unsigned, with a key", async () => `${part({ alg: "none", kid: "one" })}.${part({ ...LAN, exp: now() + 600 })}.`],
    ["signed with the text of the public key", async () => signed(bytes(await publicKey()), LAN)],
    ["signed with the bytes of the public key", () => signed(base64url.decode(signer.jwk.n as string), LAN)],
    ["signed with another secret", () => signed(bytes("another-secret-that-is-long-enough-too"), LAN)],
    ["of an unknown key", () => theirs({}, { kid: "nobody" })],
    ["of a key that is not the one it names", async () => provider.sign(await makeSigner("one"), LAN)],
    ["of an algorithm that its key is not for", async () => provider.sign(await asPs256(signer), LAN)],
    ["with its claims swapped", () => swapped(theirs({}))],
    ["of our own, with its claims swapped", () => swapped(ours({}))],
    ["of another issuer", () => theirs({ iss: "https://dang-nhap.example/" })],
    ["of no issuer", () => theirs({ iss: undefined })],
    ["for another audience", () => theirs({ aud: "ket-nghia-thu" })],
    ["for no audience", () => theirs({ aud: undefined })],
    ["expired", () => theirs({ exp: now() - 31 })],
    ["of our own, expired", () => ours({ exp: now() - 31 })],
    ["without an end", () => theirs({ exp: undefined })],
    ["of our own, without an end", () => ours({ exp: undefined })],
    ["that ends when it likes", () => theirs({ exp: "never" })],
    ["not good yet", () => theirs({ nbf: now() + 90 })],
    ["of our own, not good yet", () => ours({ nbf: now() + 90 })],
    ["issued in the future", () => theirs({ iat: now() + 90 })],
    ["of our own, issued in the future", () => ours({ iat: now() + 90 })],
    ["without a role", () => theirs({ role: undefined })],
    ["of an unknown role", () => theirs({ role: "EMPEROR" })],
    ["of a list of roles", () => theirs({ role: ["ADMIN"] })],
    ["of nobody", () => theirs({ sub: undefined })],
    ["of a number", () => ours({ sub: 7 })],
    ["of localities that are no list", () => theirs({ localities: "ha-noi" })],
    ["of localities that are numbers", () => ours({ localities: [1] })],
    ["with an id that is none", () => theirs({ jti: {} })],
    ["with a name of a page", () => theirs({ name: "a".repeat(5_000) })],
    ["cut short", async () => (await theirs({})).slice(0, -20)],
    ["no token at all", async () => "nonsense"],
  ])("lets nobody in with one %s, not even to read", async (_what, make) => {
    expect(await codesOf(register.url, await make())).toEqual(NOBODY);
  });

  it("bears with clocks that are up to 30 s apart", async () => {
    const late = [{ exp: now() - 25 }, { nbf: now() + 25 }, { iat: now() + 25 }];
    for (const token of await Promise.all(late.map((claims) => theirs(claims))))
      expect((await handOver(register.url, token)).http.viewer?.name).toBe("Lan");
  });

  it("takes none that was issued before its subject's tokens were revoked, if the clock of the provider is ahead", async () => {
    const token = await theirs({ sub: "ahead", iat: now() + 25 });
    expect(await codeOf(register.url, token)).toBeUndefined();
    await revoke(register.app.db, { kind: "SUBJECT", value: "ahead", why: null });
    await until("the token to be refused", async () => (await codeOf(register.url, token)) === "UNAUTHENTICATED");
  });

  it("takes a new key as soon as a token names it, and no longer one that the provider has withdrawn", async () => {
    const rotated = await startProvider([signer]);
    const its = await startRegister({ settings: rotated.settings, empty: true });
    const code = async (token: Promise<string>) => codeOf(its.url, await token);
    const fresh = await makeSigner("four");
    expect(await code(rotated.sign(signer, LAN))).toBeUndefined();
    rotated.signers = [signer, fresh];
    // Strangers' tokens do not make it ask at every request.
    for (let count = 0; count < 5; count++) await code(rotated.sign(signer, LAN, { kid: `stranger-${count}` }));
    expect(rotated.asked()).toBe(1);
    expect(await inTheFuture(31_000, () => code(rotated.sign(fresh, LAN)))).toBeUndefined();
    expect(await code(rotated.sign(signer, LAN))).toBeUndefined();
    rotated.signers = [fresh];
    await inTheFuture(6 * 60_000, () => code(rotated.sign(fresh, LAN)));
    await until("the withdrawn key to be forgotten", async () => (await code(rotated.sign(signer, LAN))) !== undefined);
    expect(await code(rotated.sign(signer, LAN))).toBe("UNAUTHENTICATED");
    await its.stop();
    await rotated.close();
  });

  it("knows people by the keys it has while the provider is away, and calls it a failure of its own where it has none", async () => {
    const away = await startProvider([signer]);
    const its = await startRegister({ settings: away.settings, empty: true });
    const token = await away.sign(signer, LAN);
    await away.close();
    expect(await handOver(its.url, token)).toEqual({
      http: { code: "INTERNAL", details: { errorId: expect.any(String) } },
      connection: { code: "INTERNAL", closed: 1013 },
      operation: { code: "INTERNAL", closed: 1013 },
    });
    expect(await codesOf(its.url, await tokenOf("quangNam"))).toEqual([undefined, undefined, undefined]);
    const screen = watch(its.url, WATCH, {}, token);
    await away.open();
    await (await screen).leave(); // it was let in, and never told that its token is wrong
    expect((await screen).errors).toEqual([]);
    await away.close();
    expect(await inTheFuture(6 * 60_000, () => codeOf(its.url, token))).toBeUndefined();
    const unknown = await away.sign(await makeSigner("five"), LAN);
    expect(await inTheFuture(7 * 60_000, () => codeOf(its.url, unknown))).toBe("INTERNAL");
    expect(await codeOf(its.url, "nonsense")).toBe("UNAUTHENTICATED");
    await its.stop();
  });

  it("needs no secret of its own, makes no key and offers no tokens", async () => {
    const DATABASE_URL = await newFile();
    const server = await run({ DATABASE_URL, AUTH_SECRET: "", ...provider.settings });
    expect(server.output()).not.toContain("eyJ");
    expect(await readdir(dirname(DATABASE_URL.replace("sqlite:", "")))).not.toContain("development.key");
    expect(await codesOf(server.url, await tokenOf("quangNam"))).toEqual(NOBODY);
    expect(await codesOf(server.url, await theirs({}))).toEqual([undefined, undefined, undefined]);
    await server.end();
  });
});
