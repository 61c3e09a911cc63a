import { readConfig } from "../../src/config.js";

describe("Settings", () => {
  it("have defaults that need nothing else", () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: "127.0.0.1",
      databaseUrl: "sqlite:data/ket-nghia.db",
      readAccess: "public",
      production: false,
    });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["a port that is none", { PORT: "many" }, /^Bad setting\. PORT: /],
    ["a short secret", { AUTH_SECRET: "short" }, /AUTH_SECRET: must have at least 32 bytes/],
    ["an unknown level", { LOG_LEVEL: "loud" }, /LOG_LEVEL/],
    ["a proxy that is none", { TRUST_PROXY: "everybody" }, /^TRUST_PROXY: must be a number of hops/],
    ["a number of hops that nobody has", { TRUST_PROXY: "100" }, /^TRUST_PROXY/],
    ["a subnet that is none", { TRUST_PROXY: "10.0.0.0/33" }, /^TRUST_PROXY/],
    ["any origin", { ALLOWED_ORIGINS: "*" }, /ALLOWED_ORIGINS: must be origins/],
    ["the origin of nobody", { ALLOWED_ORIGINS: "https://a.example, null" }, /ALLOWED_ORIGINS/],
    ["an origin with a path", { ALLOWED_ORIGINS: "https://a.example/pages" }, /ALLOWED_ORIGINS/],
    ["numbers for somebody else", { METRICS: "public" }, /METRICS/],
    ["no secret in production", { NODE_ENV: "production" }, /^AUTH_SECRET: must be set in production/],
  ])("refuse %s in one line", (_what, env, message) => {
    const refusal = () => readConfig(env);
    expect(refusal).toThrow(message);
    expect(refusal).not.toThrow(/\n/);
  });

  it("take an origin list apart", () => {
    expect(readConfig({ ALLOWED_ORIGINS: "https://a.example, https://b.example" }).allowedOrigins).toEqual([
      "https://a.example",
      "https://b.example",
    ]);
  });
});
