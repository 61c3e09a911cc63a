import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StartError } from "./base/errors.js";
import type { Config } from "./config.js";
import { Role } from "./graphql/role.js";
import { type Claims, signToken } from "./server/sign-in/sign-in.js";

/** What makes the first minute easy outside production: a key of its own, and tokens to try things with. */

const DEMO_LIFETIME = "30d";

/** Whose token the playground carries. */
export const COORDINATOR = "a coordinator";

const PEOPLE: Record<string, Claims & { name: string }> = {
  "an officer of Hà Nội": {
    sub: "demo-ha-noi",
    name: "Cán bộ Hà Nội (thử)",
    role: Role.OFFICER,
    localities: ["ha-noi"],
  },
  "an officer of Quảng Nam": {
    sub: "demo-quang-nam",
    name: "Cán bộ Quảng Nam (thử)",
    role: Role.OFFICER,
    localities: ["quang-nam"],
  },
  [COORDINATOR]: { sub: "demo-coordinator", name: "Điều phối viên (thử)", role: Role.COORDINATOR },
  "an admin": { sub: "demo-admin", name: "Quản trị viên (thử)", role: Role.ADMIN },
};

/** What tokens are signed with here: undefined where that is up to the provider alone. */
export async function secretOf({ authSecret, provider, databaseUrl }: Config): Promise<string | undefined> {
  return authSecret ?? (provider === null ? developmentKey(databaseUrl) : undefined);
}

/**
 * The key kept beside the embedded database, with PostgreSQL in `data/`; made at the first start:
 * tokens outlive a restart.
 */
async function developmentKey(databaseUrl: string): Promise<string> {
  const folder = databaseUrl.startsWith("sqlite:") ? dirname(databaseUrl.slice("sqlite:".length)) : "data";
  const file = join(folder, "development.key");
  const kept = await readFile(file, "utf8").catch(() => null);
  if (kept !== null) return kept.trim();
  const key = randomBytes(32).toString("base64url");
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, `${key}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return developmentKey(databaseUrl); // another first start was faster
    throw new StartError(`Cannot write to the folder ${folder} (${code}): choose another with DATABASE_URL.`);
  }
  return key;
}

/** Somebody to be, for trying out. */
export interface DemoUser {
  /** As told at the start. */
  who: string;
  /** As shown on the desk. */
  name: string;
  token: string;
}

export function demoUsers(secret: string): Promise<DemoUser[]> {
  const users = Object.entries(PEOPLE).map(async ([who, claims]) => {
    const token = await signToken(secret, claims, DEMO_LIFETIME);
    return { who, name: claims.name, token };
  });
  return Promise.all(users);
}
