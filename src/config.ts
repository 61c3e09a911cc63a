import { z } from "zod";
import { StartError } from "./base/errors.js";
import type { CatchUpBounds } from "./live/feed.js";
import { readTrust, type Trust } from "./server/caller/address.js";
import { isLoopback } from "./server/caller/origins.js";
import type { Bounds } from "./server/door.js";
import type { RateLimits } from "./server/limits/rates.js";
import type { ProviderSettings } from "./server/sign-in/provider.js";

const MIN_SECRET_BYTES = 32;

const count = (usual: number) => z.coerce.number("must be a whole number").int().min(1).default(usual);

/** A scheme and a host, perhaps a port: no path, and neither "*" nor "null". */
function isOrigin(text: string): boolean {
  return /^https?:\/\/[^/?#@]+\/?$/i.test(text) && URL.canParse(text);
}

/** Without one, production has its own and everything else no limit. */
const rate = z.coerce.number("must be a number").min(0).optional();

/** Every setting, by the name of its environment variable. This file is the only reader of the environment. */
const settings = z.object({
  PORT: z.coerce.number("must be a port number").int().min(0).max(65_535).default(4_000),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATABASE_URL: z.string().min(1).default("sqlite:data/ket-nghia.db"),
  AUTH_SECRET: z
    .string()
    .refine((text) => Buffer.byteLength(text) >= MIN_SECRET_BYTES, `must have at least ${MIN_SECRET_BYTES} bytes`)
    .optional(),
  AUTH_JWKS_URL: z
    .string()
    .refine(isSafeUrl, "must be an https address; http for this very machine alone")
    .transform((text) => new URL(text))
    .optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  READ_ACCESS: z.enum(["public", "token"]).default("public"),
  ALLOWED_ORIGINS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((each) => each.trim())
        .filter((each) => each !== ""),
    )
    .refine((origins) => origins.every(isOrigin), "must be origins such as https://pages.example, comma-separated")
    .transform((origins) => origins.map((each) => new URL(each).origin)), // as a browser writes them
  TRUST_PROXY: z.string().default(""),
  METRICS: z.enum(["loopback", "open"]).default("loopback"),
  INTROSPECTION: z.enum(["on", "off"]).default("on"),
  OPERATION_TIMEOUT_MS: z.coerce.number("must be a whole number").int().min(100).max(15_000).default(10_000),
  RATE_PER_SUBJECT: rate,
  RATE_PER_ADDRESS: rate,
  RATE_WRONG_TOKENS: rate,
  LIVE_MAX_SOCKETS: count(20_000),
  LIVE_MAX_SOCKETS_PER_ADDRESS: count(2_000),
  LIVE_MAX_OPERATIONS_PER_SOCKET: count(50),
  LIVE_MAX_WAITING_BYTES: count(1_048_576),
  LIVE_CATCH_UP_PAGE: count(100),
  LIVE_MAX_CATCH_UPS: count(6),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
});

export interface Config {
  port: number;
  host: string;
  databaseUrl: string;
  /** What our own tokens are signed with. */
  authSecret: string | undefined;
  /** Who signs the others; without either, outside production, the app keeps a key of its own beside the database. */
  provider: ProviderSettings | null;
  readAccess: "public" | "token";
  allowedOrigins: string[];
  /** Which proxies may name the client. */
  trust: Trust;
  /** Who may read `/metrics`. */
  metricsFor: "loopback" | "open";
  bounds: Bounds;
  introspection: boolean;
  rates: RateLimits;
  catchUp: CatchUpBounds;
  logLevel: string;
  production: boolean;
}

/** Reads all settings, of which production needs a secret or a provider. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const read = readSettings(settings, env);
  const production = read.NODE_ENV === "production";
  const provider = providerOf(read);
  if (production && read.AUTH_SECRET === undefined && provider === null) {
    const secret = `AUTH_SECRET: must be set in production, to at least ${MIN_SECRET_BYTES} random bytes`;
    throw new StartError(`${secret}; or AUTH_JWKS_URL, to the keys of an OpenID provider.`);
  }
  return {
    port: read.PORT,
    host: read.HOST,
    databaseUrl: read.DATABASE_URL,
    authSecret: read.AUTH_SECRET,
    provider,
    readAccess: read.READ_ACCESS,
    allowedOrigins: read.ALLOWED_ORIGINS,
    trust: readTrust(read.TRUST_PROXY),
    metricsFor: read.METRICS,
    bounds: {
      sockets: read.LIVE_MAX_SOCKETS,
      socketsPerAddress: read.LIVE_MAX_SOCKETS_PER_ADDRESS,
      operationsPerSocket: read.LIVE_MAX_OPERATIONS_PER_SOCKET,
      operationMs: read.OPERATION_TIMEOUT_MS,
      waitingBytes: read.LIVE_MAX_WAITING_BYTES,
    },
    introspection: read.INTROSPECTION === "on",
    rates: ratesOf(read, production),
    catchUp: { page: read.LIVE_CATCH_UP_PAGE, atOnce: read.LIVE_MAX_CATCH_UPS },
    logLevel: read.LOG_LEVEL,
    production,
  };
}

function ratesOf(read: z.output<typeof settings>, production: boolean): RateLimits {
  const { RATE_PER_SUBJECT: perSubject, RATE_PER_ADDRESS: perAddress, RATE_WRONG_TOKENS: wrongTokens } = read;
  return {
    perSubject: perSubject ?? (production ? 50 : 0),
    perAddress: perAddress ?? (production ? 500 : 0),
    wrongTokens: wrongTokens ?? (production ? 30 : 0),
    onLoopback: perSubject !== undefined || perAddress !== undefined,
  };
}

/** Its keys alone would let in whoever has a token of the same provider for anything else. */
function providerOf(read: z.output<typeof settings>): ProviderSettings | null {
  const { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = read;
  if (jwksUrl !== undefined && issuer !== undefined && audience !== undefined) return { jwksUrl, issuer, audience };
  if (jwksUrl === undefined && issuer === undefined && audience === undefined) return null;
  throw new StartError("AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE: must be set together.");
}

function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

/** The one setting of a command that serves nobody. */
export function readDatabaseUrl(env: NodeJS.ProcessEnv): string {
  return readSettings(settings.pick({ DATABASE_URL: true }), env).DATABASE_URL;
}

/** Throws StartError, in one line, on a bad setting. An empty variable counts as not set. */
function readSettings<T>(wanted: z.ZodType<T>, env: NodeJS.ProcessEnv): T {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const result = wanted.safeParse(given);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new StartError(`Bad setting. ${wrong.join("; ")}.`);
}
