import { readConfig } from "../../src/config.js";

const PROVIDER = {
  AUTH_JWKS_URL: "https://dang-nhap.example/keys",
  AUTH_ISSUER: "https://dang-nhap.example",
  AUTH_AUDIENCE: "ket-nghia",
};

describe("Settings", () => {
  it("have defaults that need nothing else", () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: "127.0.0.1",
      databaseUrl: "sqlite:data/ket-nghia.db",
      provider: null,
      readAccess: "public",
      production: false,
    });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["a port that is none", { PORT: "many" }, /^Bad setting\. PORT: /],
    ["a short secret", { AUTH_SECRET: "short" }, /AUTH_SECRET: must have at least 32 bytes/],
    ["production in another spelling", { NODE_ENV: "Production" }, /^Bad setting\. NODE_ENV: /],
    ["an unknown level", { LOG_LEVEL: "loud" }, /LOG_LEVEL/],
    ["a proxy that is none", { TRUST_PROXY: "everybody" }, /^TRUST_PROXY: must be a number of hops/],
    ["a number of hops that nobody has", { TRUST_PROXY: "100" }, /^TRUST_PROXY/],
    ["a subnet that is none", { TRUST_PROXY: "10.0.0.0/33" }, /^TRUST_PROXY/],
    ["any origin", { ALLOWED_ORIGINS: "*" }, /ALLOWED_ORIGINS: must be origins/],
    ["the origin of nobody", { ALLOWED_ORIGINS: "https://a.example, null" }, /ALLOWED_ORIGINS/],
    ["an origin with a path", { ALLOWED_ORIGINS: "https://a.example/pages" }, /ALLOWED_ORIGINS/],
    ["numbers for somebody else", { METRICS: "public" }, /METRICS/],
    ["no secret in production", { NODE_ENV: "production" }, /^AUTH_SECRET: must be set in production/],
    ["a provider of no issuer", { ...PROVIDER, AUTH_ISSUER: "" }, /^AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE: /],
    ["a provider for no audience", { ...PROVIDER, AUTH_AUDIENCE: "" }, /must be set together\.$/],
    ["a provider without keys", { ...PROVIDER, AUTH_JWKS_URL: "" }, /must be set together\.$/],
    ["keys that anybody on the way may change", { ...PROVIDER, AUTH_JWKS_URL: "http://a.example/keys" }, /https/],
    ["keys of nowhere", { ...PROVIDER, AUTH_JWKS_URL: "keys" }, /^Bad setting\. AUTH_JWKS_URL: /],
    ["a short secret beside a provider", { ...PROVIDER, AUTH_SECRET: "short" }, /AUTH_SECRET: must have at least/],
  ])("refuse %s in one line", (_what, env, message) => {
    const refusal = () => readConfig(env);
    expect(refusal).toThrow(message);
    expect(refusal).not.toThrow(/\n/);
  });

  it("take a provider in place of a secret, or both, in production", () => {
    const production = { ...PROVIDER, NODE_ENV: "production" };
    const provider = { jwksUrl: new URL(PROVIDER.AUTH_JWKS_URL), issuer: PROVIDER.AUTH_ISSUER, audience: "ket-nghia" };
    expect(readConfig(production)).toMatchObject({ authSecret: undefined, provider });
    const secret = "a-secret-for-tests-that-is-long-enough";
    expect(readConfig({ ...production, AUTH_SECRET: secret })).toMatchObject({ authSecret: secret, provider });
    expect(readConfig({ ...PROVIDER, AUTH_JWKS_URL: "http://127.0.0.1:8080/keys" }).provider).not.toBeNull();
  });

  it("limit strangers in production, and this very machine only where somebody says so", () => {
    const ratesOf = (env: Record<string, string>) => readConfig({ ...PROVIDER, ...env }).rates;
    const [production, own] = [{ NODE_ENV: "production" }, { RATE_PER_SUBJECT: "5" }];
    expect(ratesOf({})).toMatchObject({ perSubject: 0, perAddress: 0, onLoopback: false });
    expect(ratesOf(production)).toMatchObject({ perSubject: 50, perAddress: 500, onLoopback: false });
    expect(ratesOf({ ...production, ...own })).toMatchObject({ perSubject: 5, perAddress: 500, onLoopback: true });
  });

  it("take an origin list apart", () => {
    expect(readConfig({ ALLOWED_ORIGINS: "https://a.example, https://b.example" }).allowedOrigins).toEqual([
      "https://a.example",
      "https://b.example",
    ]);
  });
});
