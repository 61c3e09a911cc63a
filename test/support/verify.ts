import { outcomeOf } from "./process.js";

/** What `npm run verify` says of a database, and with what it ends. */
export const verifyAt = (databaseUrl: string, ...args: string[]) =>
  outcomeOf("verify", args, { DATABASE_URL: databaseUrl });

export const ALL_IS_WELL = { code: 0, said: expect.stringContaining("All is as it was written.") };
