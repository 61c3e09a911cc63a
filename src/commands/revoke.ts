import { parseArgs } from "node:util";
import { decodeJwt } from "jose";
import { StartError } from "../base/errors.js";
import { tellFailure } from "../base/log.js";
import { entities } from "../catalog.js";
import { readDatabaseUrl } from "../config.js";
import { type Revocation, revocationsFrom, revoke } from "../live/revocations.js";
import type { Db } from "../store/db.js";
import { mustBeThere, openDb } from "../store/open.js";

const USAGE = "Usage: npm run revoke -- --subject lan | --token ID [--why TEXT], or npm run revoke -- --list";

type Wish = Pick<Revocation, "kind" | "value" | "why">;

/** `npm run revoke -- …`: ends tokens before their time, also while the register runs, within seconds. */
async function main(args: string[]): Promise<void> {
  const wish = readArgs(args);
  const url = readDatabaseUrl(process.env);
  await mustBeThere(url);
  const db = await openDb({ url, entities });
  try {
    if (wish === "list") return await list(db);
    await revoke(db, wish);
    console.log(`Revoked: ${told(wish)}.`);
  } finally {
    await db.close();
  }
}

async function list(db: Db): Promise<void> {
  for (const row of await revocationsFrom(db.read, 0))
    console.log(`${row.revokedAt}  ${told(row)}${row.why === null ? "" : `: ${row.why}`}`);
}

const told = ({ kind, value }: Wish) =>
  kind === "TOKEN" ? `the token ${value}` : `every token of ${value} issued until then`;

function readArgs(args: string[]): Wish | "list" {
  const { subject, token, why = null, list } = valuesOf(args);
  const named = [subject, token, list].filter((each) => each !== undefined && each !== "");
  if (named.length !== 1 || (list && why !== null)) throw new StartError(USAGE);
  if (list) return "list";
  return token ? { kind: "TOKEN", value: idOf(token), why } : { kind: "SUBJECT", value: String(subject), why };
}

/** Who finds a token that has leaked has the token itself. */
function idOf(token: string): string {
  try {
    const { jti } = decodeJwt(token);
    if (typeof jti === "string") return jti;
  } catch {
    if (!token.startsWith("eyJ")) return token;
    throw new StartError("--token: this is a piece of a token, give the whole of it or its id.");
  }
  throw new StartError("--token: this one has no id, revoke all of its subject.");
}

function valuesOf(args: string[]): { subject?: string; token?: string; why?: string; list?: boolean } {
  try {
    const text = { type: "string" } as const;
    const options = { subject: text, token: text, why: text, list: { type: "boolean" } } as const;
    return parseArgs({ args, options }).values;
  } catch {
    throw new StartError(USAGE);
  }
}

main(process.argv.slice(2)).catch(tellFailure);
