import { parseArgs } from "node:util";
import { decodeJwt } from "jose";
import { In } from "typeorm";
import { z } from "zod";
import { StartError } from "../base/errors.js";
import { tellFailure } from "../base/log.js";
import { entities } from "../catalog.js";
import { readConfig } from "../config.js";
import { secretOf } from "../development.js";
import { Locality } from "../features/localities/locality.entity.js";
import { Role } from "../graphql/role.js";
import { bearer, signToken } from "../server/sign-in/sign-in.js";
import { mustBeThere, openDb } from "../store/open.js";

const USAGE =
  'Usage: npm run token -- --subject lan --role OFFICER [--name "Lan"] [--localities quang-nam,da-nang] [--for 12h]';

/** A reader's token may be the key of a screen, which nobody wants to go and renew. */
const USUALLY = { [Role.VIEWER]: "2y", [Role.OFFICER]: "12h", [Role.COORDINATOR]: "12h", [Role.ADMIN]: "12h" };

const wanted = bearer.extend({
  for: z.string().regex(/^[1-9]\d{0,3}[mhdwy]$/, "a number with m, h, d, w or y, such as 12h or 365d"),
});

/** `npm run token -- …`: prints a token, and on standard error whose it is, its id and its end. */
async function main(args: string[]): Promise<void> {
  const { for: lifetime, ...claims } = readArgs(args);
  const config = readConfig(process.env);
  // Localities are looked up in it, and the key beside one that is not there would be nobody's.
  if (config.authSecret === undefined || claims.localities.length > 0) await mustBeThere(config.databaseUrl);
  const secret = await secretOf(config);
  if (secret === undefined) throw new StartError("AUTH_SECRET: must be set, and be that of the register.");
  await checkLocalities(config.databaseUrl, claims.localities);
  const token = await signToken(secret, claims, lifetime);
  const { jti, exp = 0 } = decodeJwt(token);
  const end = new Date(exp * 1_000).toISOString();
  console.error(`Token ${jti} of ${claims.sub} (${claims.role}), good until ${end}. To end it before:`);
  console.error(`npm run revoke -- --token ${jti}`);
  console.log(token);
}

function readArgs(args: string[]): z.output<typeof wanted> {
  const given = valuesOf(args);
  const { subject: sub, role, name, localities = "", for: span = USUALLY[role as Role] ?? "12h" } = given;
  if (sub === undefined || role === undefined) throw new StartError(USAGE);
  const keys = localities.split(",").flatMap((each) => each.trim() || []);
  const read = wanted.safeParse({ sub, role, name, localities: keys, for: span });
  if (!read.success) {
    const [{ path, message }] = read.error.issues as [z.core.$ZodIssue];
    throw new StartError(`--${path[0] === "sub" ? "subject" : String(path[0])}: ${message}.`);
  }
  if (role === Role.OFFICER && keys.length === 0)
    throw new StartError("--localities: an officer acts for localities, name at least one.");
  return read.data;
}

function valuesOf(args: string[]): Partial<Record<"subject" | "role" | "name" | "localities" | "for", string>> {
  try {
    const text = { type: "string" } as const;
    return parseArgs({ args, options: { subject: text, role: text, name: text, localities: text, for: text } }).values;
  } catch {
    throw new StartError(USAGE);
  }
}

/** Sign-in passes over keys that there are not: a slip would make a token that may do nothing. */
async function checkLocalities(databaseUrl: string, keys: string[]): Promise<void> {
  if (keys.length === 0) return;
  const db = await openDb({ url: databaseUrl, entities });
  try {
    const known = (await db.read.findBy(Locality, { key: In(keys) })).map(({ key }) => key);
    const unknown = keys.filter((key) => !known.includes(key));
    if (unknown.length > 0) throw new StartError(`--localities: the register knows no ${unknown.join(", ")}.`);
  } finally {
    await db.close();
  }
}

main(process.argv.slice(2)).catch(tellFailure);
