import type { EntityManager } from "typeorm";
import { ask, type Statement } from "../../store/statements.js";
import { checkWords } from "./words.js";

const PAGE = 500;
/** What is hidden has ids below zero. */
const BELOW_ALL = -1_000_000_000;

interface Stood {
  id: number;
  reference: string;
  status: string;
  status_since: string;
}

interface Change {
  id: number;
  commitment_id: number;
  from_status: string | null;
  to_status: string;
  at: string;
}

/** Tells of each commitment that is gone, does not stand where its history ends, or is not what was written; says how many there are. */
export async function checkCommitments(tx: EntityManager, tell: (problem: string) => void): Promise<number> {
  await findOrphans(tx, tell);
  let count = 0;
  for (let last = BELOW_ALL; ; ) {
    const next = (to: Statement) => `SELECT id, reference, status, status_since FROM commitment
      WHERE id > ${to.bind(last)} ORDER BY id LIMIT ${PAGE}`;
    const commitments = await ask<Stood>(tx, next);
    if (commitments.length === 0) return count;
    const end = commitments.at(-1)?.id as number;
    const histories = await historiesIn(tx, last, end);
    for (const each of commitments) checkStood(each, histories.get(each.id) ?? [], tell);
    await checkWords(tx, commitments, tell);
    count += commitments.length;
    last = end;
  }
}

/** No commitment is ever deleted, and the database would not let it go before its history. */
async function findOrphans(tx: EntityManager, tell: (problem: string) => void): Promise<void> {
  const orphans: Change[] = await tx.query(
    `SELECT h.id, h.commitment_id FROM status_change h LEFT JOIN commitment c ON c.id = h.commitment_id
      WHERE c.id IS NULL ORDER BY h.id LIMIT ${PAGE}`,
  );
  for (const { id, commitment_id } of orphans)
    tell(`status_change ${id}: is of commitment ${commitment_id}, which is gone.`);
}

async function historiesIn(tx: EntityManager, after: number, until: number) {
  const changes = (to: Statement) => `SELECT id, commitment_id, from_status, to_status, at FROM status_change
    WHERE commitment_id > ${to.bind(after)} AND commitment_id <= ${to.bind(until)} ORDER BY commitment_id, position`;
  const histories = new Map<number, Change[]>();
  for (const change of await ask<Change>(tx, changes))
    histories.set(change.commitment_id, [...(histories.get(change.commitment_id) ?? []), change]);
  return histories;
}

function checkStood(commitment: Stood, history: Change[], tell: (problem: string) => void): void {
  const name = `commitment ${commitment.id} (${commitment.reference})`;
  let status: string | null = null;
  for (const change of history) {
    if (change.from_status !== status)
      tell(`status_change ${change.id}: is from ${change.from_status}, but ${name} was ${status ?? "not born"}.`);
    status = change.to_status;
  }
  const end = history.at(-1);
  if (end === undefined) tell(`${name}: has no history.`);
  else if (end.to_status !== commitment.status || end.at !== commitment.status_since)
    tell(
      `${name}: is ${commitment.status} since ${commitment.status_since}; its history says ${end.to_status} since ${end.at}.`,
    );
}
