import { basename } from "node:path";
import { Refusal } from "../../base/errors.js";
import { recordDeed } from "../../live/log/deeds.js";
import type { Log } from "../../live/log/log.js";
import type { Db, Tx } from "../../store/db.js";
import type { Outcome } from "../../store/rows.js";
import { takeTurn } from "../../store/turn.js";
import { Commitment } from "../commitments/commitment.entity.js";
import { digestsOf } from "../commitments/digest.js";
import type { StatusChange } from "../commitments/status-change.entity.js";
import { Locality } from "../localities/locality.entity.js";
import type { RecordKind } from "./data-file.record.js";
import { findDoubles } from "./doubles.js";
import { DataError, type ReadFile, readDataFile } from "./read-file.js";
import { type Entered, SAVERS } from "./savers.js";

type LoadReport = Partial<Record<RecordKind, Record<Outcome, number>>>;

/**
 * Loads data files in one transaction: all of them or nothing. Records are known again by key, so that
 * loading twice changes nothing. Throws DataError, which names file, line and path of all that is wrong.
 */
export async function loadFiles(db: Db, log: Log<StatusChange>, names: readonly string[]): Promise<LoadReport> {
  const files = await readAll(names);
  return db.write(async (tx) => {
    await takeTurn(tx);
    const entered: Entered = { births: [], written: [] };
    const report = await saveAll(tx, files, entered);
    const digests = await digestsOfAll(tx, entered.written);
    if (entered.births.length > 0) await log.append(tx, entered.births);
    for (const [id, digest] of digests)
      await recordDeed(tx, { mutation: "load", record: { type: "Commitment", id }, digest });
    await recordDeed(tx, { mutation: "load", record: { called: names.map((name) => basename(name)).join(" ") } });
    return report;
  });
}

/** Of one statement. */
const PAGE = 500;

/** Read before the log's lock is taken, for which all who write wait. */
async function digestsOfAll(tx: Tx, ids: readonly number[]): Promise<[id: number, digest: string][]> {
  const digests: [number, string][] = [];
  for (let start = 0; start < ids.length; start += PAGE) {
    const page = ids.slice(start, start + PAGE);
    digests.push(...(await digestsOf(tx, (column, to) => to.isIn(column, page))));
  }
  return digests;
}

/** Goes on after a refusal, so that all are told; that the transaction fails in the end takes everything back. */
async function saveAll(tx: Tx, files: readonly ReadFile[], entered: Entered): Promise<LoadReport> {
  const outcomes = new Map<object, { kind: RecordKind; outcome: Outcome }>();
  const problems: string[] = [];
  const refused = new Set<unknown>();
  for (const { kind, save, file, index, record } of recordsToSave(files)) {
    if (refused.has(record)) continue;
    try {
      // A transaction of its own, within: a statement that fails spoils no more than that on any database.
      const outcome = await tx.transaction((inner) => save(inner, record as never, entered));
      const earlier = outcomes.get(record)?.outcome ?? "unchanged";
      outcomes.set(record, { kind, outcome: earlier === "unchanged" ? outcome : earlier });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { path, what } = taken(error);
      // A record that names a refused one fails because of it: only the first is told.
      const follows = refused.has(path.reduce<unknown>((part, step) => (part as never)?.[step], record));
      if (!follows) problems.push(`${file.place([kind, index, ...path])}: ${what}`);
      refused.add(record).add(record.key);
    }
  }
  if (problems.length > 0) throw new DataError(problems);
  return count(outcomes.values());
}

function* recordsToSave(files: readonly ReadFile[]) {
  for (const saver of SAVERS) {
    for (const file of files) {
      for (const [index, record] of (file.data[saver.kind] ?? []).entries()) yield { ...saver, file, index, record };
    }
  }
}

/** A refusal taken apart: its message begins with its path, which a place in a file says already. */
function taken({ extensions, message }: Refusal): { path: PropertyKey[]; what: string } {
  const path = (extensions.path as PropertyKey[] | undefined) ?? [];
  const start = `${path.join(".")}: `;
  return { path, what: message.startsWith(start) ? message.slice(start.length) : message };
}

function count(outcomes: Iterable<{ kind: RecordKind; outcome: Outcome }>): LoadReport {
  const report: LoadReport = {};
  for (const { kind, outcome } of outcomes) {
    const counts = report[kind] ?? { created: 0, updated: 0, unchanged: 0 };
    counts[outcome] += 1;
    report[kind] = counts;
  }
  return report;
}

/** Reads all files before anything is written, so that every problem of every file is told at once. */
async function readAll(names: readonly string[]): Promise<ReadFile[]> {
  const results = await Promise.allSettled(names.map(readDataFile));
  const problems = results.flatMap((result) => {
    if (result.status === "fulfilled") return [];
    if (!(result.reason instanceof DataError)) throw result.reason;
    return result.reason.problems;
  });
  const files = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  problems.push(...findDoubles(files));
  if (problems.length > 0) throw new DataError(problems);
  return files;
}

/** True for a register that holds nothing yet. */
export async function isEmpty(db: Db): Promise<boolean> {
  return !(await db.read.exists(Locality)) && !(await db.read.exists(Commitment));
}
