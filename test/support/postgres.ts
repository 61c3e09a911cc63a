import { randomBytes } from "node:crypto";
import { Client } from "pg";

/** The server on which stories are told where it is set; each register gets a database of its own there. */
export const SERVER = process.env.TEST_POSTGRES_URL || undefined;

/** `describe` for what can be told on PostgreSQL only. */
export function describeOnPostgres(name: string, stories: () => void): void {
  if (SERVER !== undefined) describe(name, stories);
  else describe.skip(`${name} (skipped: TEST_POSTGRES_URL is not set)`, stories);
}

/** The same for what only an embedded file can show. */
export function describeOnSqlite(name: string, stories: () => void): void {
  if (SERVER === undefined) describe(name, stories);
  else describe.skip(`${name} (skipped: only SQLite can show it)`, stories);
}

/** Asks the server, or a database of it, on a connection of its own. */
export async function sql<T = any>(statement: string, url: string = SERVER as string): Promise<T[]> {
  const client = new Client({ connectionString: url, application_name: "test" });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const made = new Set<string>();
/** A story that fails half-way leaves no database behind. */
afterAll(async () => {
  for (const url of made) await dropDatabase(url);
}, 60_000);

/** A new database, empty or like another one to which nobody is connected. */
export async function createDatabase(template?: string): Promise<string> {
  const url = new URL(SERVER as string);
  const name = `kn_test_${randomBytes(8).toString("hex")}`;
  const like = template === undefined ? "" : ` TEMPLATE ${nameOf(template)}`;
  await sql(`CREATE DATABASE ${name}${like}`);
  url.pathname = `/${name}`;
  made.add(url.href);
  return url.href;
}

export async function dropDatabase(url: string): Promise<void> {
  made.delete(url);
  await sql(`DROP DATABASE IF EXISTS ${nameOf(url)} WITH (FORCE)`);
}

/** Ends connections to a database from outside, as an operator or a restart does; says how many. */
export async function cut(url: string, which = "true"): Promise<number> {
  const ended = await sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = '${nameOf(url)}' AND pid <> pg_backend_pid() AND ${which}`);
  return ended.length;
}

export const LISTENS = "application_name = 'ket-nghia listen'";

export const nameOf = (url: string) => new URL(url).pathname.slice(1);
