import { createSecretKey, type KeyObject, randomUUID } from "node:crypto";
import { decodeProtectedHeader, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { unauthenticated } from "../../base/errors.js";
import { officesOf, withKeys } from "../../features/localities/succession.js";
import type { Identity } from "../../graphql/identity.js";
import { Role } from "../../graphql/role.js";
import type { Revocations } from "../../live/revocations.js";
import type { Db } from "../../store/db.js";
import { type Provider, ProviderAway } from "./provider.js";

const CLOCK_TOLERANCE_S = 30;

const claims = z.object({
  sub: z.string().min(1).max(200),
  name: z.string().max(200).optional(),
  role: z.enum(Role),
  localities: z.array(z.string().max(80)).max(100).default([]),
  jti: z.string().min(1).max(200).optional(),
  iat: z.number().optional(),
  /** A token without an end would outlive all who remember it. */
  exp: z.number(),
});
type Verified = z.output<typeof claims>;

/** Whom a token is for. */
export const bearer = claims.pick({ sub: true, name: true, role: true, localities: true });
export type Claims = z.input<typeof bearer>;

const ANONYMOUS: Identity = {
  subject: null,
  name: null,
  role: Role.VIEWER,
  localities: [],
  offices: [],
  expiresAt: null,
  issuedAt: null,
  tokenId: null,
};

interface SignIn {
  db: Db;
  /** What our own tokens are signed with, where there are any. */
  secret: string | undefined;
  /** Who signs the others. */
  provider: Provider | null;
  revocations: Revocations;
  readAccess: "public" | "token";
}

/**
 * Who sends this `Authorization` header. Throws UNAUTHENTICATED on a wrong, expired or revoked token, and on none where
 * one is needed; ProviderAway where nobody can tell.
 */
export async function signIn(by: SignIn, authorization: string | undefined): Promise<Identity> {
  const { db, revocations, readAccess } = by;
  if (authorization === undefined || authorization === "") {
    if (readAccess === "token") throw unauthenticated("This register is read with a bearer token.");
    return ANONYMOUS;
  }
  const { sub: subject, name = null, role, localities: keys, jti, iat, exp } = await verify(by, authorization);
  const expiresAt = (exp + CLOCK_TOLERANCE_S) * 1_000;
  const token = { subject, tokenId: jti ?? null, issuedAt: iat === undefined ? null : iat * 1_000 };
  if (revocations.include(token)) throw unauthenticated("The token was revoked.", { revoked: true });
  const localities = await withKeys(db, keys);
  // Only an officer acts for its localities, so only an officer sees as one of them.
  const offices = role === Role.OFFICER ? await officesOf(db, localities) : [];
  return { ...token, name, role, localities, offices, expiresAt };
}

async function verify(by: SignIn, authorization: string): Promise<Verified> {
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw unauthenticated("The authorization is not a bearer token.");
  try {
    const verified = claims.parse(await payloadOf(by, token));
    // One from the future would outlive a revocation of all that its subject has.
    if ((verified.iat ?? 0) > Date.now() / 1_000 + CLOCK_TOLERANCE_S) throw new Error("issued in the future");
    return verified;
  } catch (error) {
    if (error instanceof ProviderAway) throw error;
    const expired = (error as { code?: string }).code === "ERR_JWT_EXPIRED";
    throw expired ? unauthenticated("The token has expired.", { expired }) : unauthenticated("The token is not valid.");
  }
}

/** HS256 is checked with our secret and with nothing else, all others with the keys of the provider. */
async function payloadOf({ secret, provider }: SignIn, token: string): Promise<JWTPayload> {
  const isOurs = decodeProtectedHeader(token).alg === "HS256";
  if (isOurs && secret !== undefined) {
    const bounds = { algorithms: ["HS256"], clockTolerance: CLOCK_TOLERANCE_S };
    return (await jwtVerify(token, key(secret), bounds)).payload;
  }
  if (isOurs || provider === null) throw new Error("nobody here signs so");
  const payload = await provider.verify(token, CLOCK_TOLERANCE_S);
  // Its clock may be ahead: what is revoked now has not been issued later than that.
  return payload.iat === undefined ? payload : { ...payload, iat: payload.iat - CLOCK_TOLERANCE_S };
}

/** A token that `signIn` accepts. `lifetime` is a span such as "12h" or "30d", or the instant of its end. */
export function signToken(secret: string, given: Claims, lifetime: string | Date): Promise<string> {
  const { sub, ...rest } = given;
  return new SignJWT(rest)
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(sub)
    .setJti(randomUUID())
    .setIssuedAt(Date.now() / 1_000) // to the millisecond: one made right after a revocation is not meant by it
    .setExpirationTime(lifetime)
    .sign(key(secret));
}

const keys = new Map<string, KeyObject>();

/** Made once: making it costs as much as checking a signature with it. */
function key(secret: string): KeyObject {
  const made = keys.get(secret) ?? createSecretKey(secret, "utf8");
  keys.set(secret, made);
  return made;
}
