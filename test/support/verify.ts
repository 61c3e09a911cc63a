import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What `npm run verify` says of a database, and with what it ends. */
export async function verifyAt(databaseUrl: string, ...args: string[]): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl };
  const { stdout, stderr, code } = await promisify(execFile)("node", ["dist/verify.js", ...args], { env }).then(
    (out) => ({ ...out, code: 0 }),
    (error) => error,
  );
  return { code, said: stdout + stderr };
}

export const ALL_IS_WELL = { code: 0, said: expect.stringContaining("All is as it was written.") };
