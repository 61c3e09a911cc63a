import { createSecretKey, type KeyObject } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { unauthenticated } from "../base/errors.js";
import { officesOf, withKeys } from "../features/localities/succession.js";
import type { Identity } from "../graphql/identity.js";
import { Role } from "../graphql/role.js";
import type { Db } from "../store/db.js";

const CLOCK_TOLERANCE_S = 30;

const claims = z.object({
  sub: z.string().min(1).max(200),
  name: z.string().max(200).optional(),
  role: z.enum(Role),
  localities: z.array(z.string().max(80)).max(100).default([]),
  exp: z.number().optional(),
});
export type Claims = z.input<typeof claims>;

const ANONYMOUS: Identity = {
  subject: null,
  name: null,
  role: Role.VIEWER,
  localities: [],
  offices: [],
  expiresAt: null,
};

interface SignIn {
  db: Db;
  secret: string;
  readAccess: "public" | "token";
}

/**
 * Who sends this `Authorization` header.
 * Throws UNAUTHENTICATED on a wrong or expired token, and on none where one is needed.
 */
export async function signIn({ db, secret, readAccess }: SignIn, authorization: string | undefined): Promise<Identity> {
  if (authorization === undefined || authorization === "") {
    if (readAccess === "token") throw unauthenticated("This register is read with a bearer token.");
    return ANONYMOUS;
  }
  const { sub, name = null, role, localities: keys, exp } = await verify(secret, authorization);
  const localities = await withKeys(db, keys);
  // Only an officer acts for its localities, so only an officer sees as one of them.
  const offices = role === Role.OFFICER ? await officesOf(db, localities) : [];
  const expiresAt = exp === undefined ? null : (exp + CLOCK_TOLERANCE_S) * 1_000;
  return { subject: sub, name, role, localities, offices, expiresAt };
}

async function verify(secret: string, authorization: string): Promise<z.output<typeof claims>> {
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw unauthenticated("The authorization is not a bearer token.");
  try {
    const { payload } = await jwtVerify(token, key(secret), {
      algorithms: ["HS256"],
      clockTolerance: CLOCK_TOLERANCE_S,
    });
    return claims.parse(payload);
  } catch (error) {
    const expired = (error as { code?: string }).code === "ERR_JWT_EXPIRED";
    throw expired ? unauthenticated("The token has expired.", { expired }) : unauthenticated("The token is not valid.");
  }
}

/** A token that `signIn` accepts. `lifetime` is a span such as "12h" or "30d", or the instant of its end. */
export function signToken(secret: string, given: Claims, lifetime: string | Date): Promise<string> {
  const { sub, ...rest } = given;
  return new SignJWT(rest)
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(sub)
    .setIssuedAt()
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
