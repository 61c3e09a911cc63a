import type { EntityManager } from "typeorm";
import { now } from "../../base/dates.js";
import { digestOfRevocation, type Revocation, revocationsFrom } from "../../live/revocations.js";

/** A line that tells of a revocation; one that an older version wrote has no digest. */
interface Line {
  id: number;
  link: number;
  at: string;
  called: string;
  digest: string | null;
}

/** For how long a revocation may have waited for its line. */
const WITHIN_MS = 60_000;

/** Tells of each revocation that is gone, was edited or put in; says how many there are. */
export async function checkRevocations(tx: EntityManager, tell: (problem: string) => void): Promise<number> {
  const rows = await revocationsFrom(tx, 0);
  const digests = new Map(rows.map((row) => [digestOfRevocation(row), row]));
  const told = new Set<string>();
  for (const line of await linesOf(tx)) {
    const row = line.digest === null ? rows.find((each) => mayTellOf(line, each)) : digests.get(line.digest);
    if (row !== undefined) told.add(digestOfRevocation(row));
    else
      tell(
        `audit_entry ${line.id} (link ${line.link}): tells of a revocation (of ${line.called}) that is gone or another.`,
      );
  }
  const since = await toldSince(tx);
  for (const [digest, { id, value, revokedAt }] of digests)
    if (revokedAt >= since && !told.has(digest))
      tell(`revocation ${id} (of ${value}): is not what was written here, or was not written by the register.`);
  return rows.length;
}

const linesOf = (tx: EntityManager): Promise<Line[]> =>
  tx.query(
    "SELECT id, link, at, called, digest FROM audit_entry WHERE mutation = 'revoke' AND refused_for IS NULL ORDER BY id",
  );

function mayTellOf({ at, called }: Line, { value, revokedAt }: Revocation): boolean {
  const waited = Date.parse(at) - Date.parse(revokedAt);
  return value.startsWith(called) && waited >= 0 && waited <= WITHIN_MS;
}

/**
 * Since when every revocation has its line: those of before the audit log have none, nor those that an older version
 * carried over a restore, whose own line has no digest. Both moments stand in the chain.
 */
async function toldSince(tx: EntityManager): Promise<string> {
  const [{ at }] = await tx.query(
    `SELECT MAX(at) AS at FROM audit_entry
      WHERE id = (SELECT MIN(id) FROM audit_entry) OR (mutation = 'restore' AND digest IS NULL)`,
  );
  return at ?? now();
}
