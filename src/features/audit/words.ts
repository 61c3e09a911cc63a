import type { EntityManager } from "typeorm";
import { ask, type Statement } from "../../store/statements.js";
import { digestsOf } from "../commitments/digest.js";

interface Line {
  record_id: number;
  digest: string;
}

/** Tells of each of these commitments that is not what the newest line with a digest says that its deed left. */
export async function checkWords(
  tx: EntityManager,
  commitments: readonly { id: number; reference: string }[],
  tell: (problem: string) => void,
): Promise<void> {
  const [first, last] = [commitments[0]?.id, commitments.at(-1)?.id];
  const within = (column: string, to: Statement) => `${column} BETWEEN ${to.bind(first)} AND ${to.bind(last)}`;
  const lines = (to: Statement) =>
    `SELECT record_id, digest FROM audit_entry WHERE record_type = 'Commitment' AND ${within("record_id", to)}
      AND digest IS NOT NULL ORDER BY record_id, id`;
  const left = new Map((await ask<Line>(tx, lines)).map(({ record_id, digest }) => [record_id, digest]));
  const found = await digestsOf(tx, within);
  for (const { id, reference } of commitments)
    if (left.has(id) && left.get(id) !== found.get(id))
      tell(`commitment ${id} (${reference}): its words, its parts or who may see it are not what was written here.`);
}
