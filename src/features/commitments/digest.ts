import type { EntityManager } from "typeorm";
import { digestOf } from "../../base/chain.js";
import { ask, type Statement } from "../../store/statements.js";

/** What was said of a commitment, and who may see it: all but what its history tells, and what is worked out. */
const SAID = `id, key, reference, title_vi, title_en, description_vi, description_en, kind, visibility, due_on, due_end,
  proposed_by_id, initiative_id, meeting_id, created_at`;

/** Its parts: the column that says of which commitment, and what the part is. */
const PARTS = [
  ["commitment_id", "'party' AS part, locality_id AS other, role AS one, visibility AS two FROM commitment_party"],
  ["commitment_id", "'sector', sector_id, NULL, NULL FROM commitment_sector"],
  ["commitment_id", "'speaker', leader_id, NULL, NULL FROM commitment_speaker"],
  ["subject_id", "'source', document_id, locator, note FROM (SELECT * FROM citation WHERE subject = 'Commitment') c"],
] as const;

type Row = Record<string, unknown> & { id: number };
type Part = { owner: number; part: string; other: number; one: string | null; two: string | null };

/** Which commitments: SQL for a column of their ids. */
export type Which = (column: string, to: Statement) => string;

/** For each of these commitments a digest of it with its parts, the same on every database. */
export async function digestsOf(tx: EntityManager, which: Which): Promise<Map<number, string>> {
  const rows = await ask<Row>(tx, (to) => `SELECT ${SAID} FROM commitment WHERE ${which("id", to)}`);
  const parts = await partsOf(tx, which);
  const withParts = (row: Row) => ({ ...row, parts: JSON.stringify((parts.get(row.id) ?? []).sort()) });
  return new Map(rows.map((row) => [row.id, digestOf(withParts(row))]));
}

async function partsOf(tx: EntityManager, which: Which): Promise<Map<number, string[]>> {
  const rows = await ask<Part>(tx, (to) =>
    PARTS.map(([owner, rest]) => `SELECT ${owner} AS owner, ${rest} WHERE ${which(owner, to)}`).join(" UNION ALL "),
  );
  const parts = new Map<number, string[]>();
  for (const { owner, part, other, one, two } of rows)
    parts.set(owner, [...(parts.get(owner) ?? []), JSON.stringify([part, other, one, two])]);
  return parts;
}

/** That of one commitment, as a transaction leaves it. */
export async function digestOfCommitment(tx: EntityManager, { id }: { id: number }): Promise<string | undefined> {
  return (await digestsOf(tx, (column, to) => `${column} = ${to.bind(id)}`)).get(id);
}
