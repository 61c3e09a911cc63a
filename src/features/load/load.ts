import { Refusal } from "../../base/errors.js";
import type { Log } from "../../live/log.js";
import type { Db } from "../../store/db.js";
import type { Outcome } from "../../store/rows.js";
import { Commitment } from "../commitments/commitment.entity.js";
import { appendChanges } from "../commitments/status.service.js";
import type { StatusChange } from "../commitments/status-change.entity.js";
import { Locality } from "../localities/locality.entity.js";
import type { RecordKind } from "./data-file.record.js";
import { DataError, type ReadFile, readDataFile } from "./read-file.js";
import { STEPS } from "./steps.js";

export type LoadReport = Partial<Record<RecordKind, Record<Outcome, number>>>;

/**
 * Loads data files in one transaction: all of them or nothing. Records are known again by key, so that
 * loading twice changes nothing. Throws DataError, which names file, line and path of what is wrong.
 */
export async function loadFiles(db: Db, log: Log<StatusChange>, names: readonly string[]): Promise<LoadReport> {
  const files = await readAll(names);
  return db.write(async (tx) => {
    const outcomes = new Map<object, { kind: RecordKind; outcome: Outcome }>();
    const births: StatusChange[] = [];
    for (const { kind, save } of STEPS) {
      for (const file of files) {
        for (const [index, record] of (file.data[kind] ?? []).entries()) {
          const outcome = await placed(file, [kind, index], () => save(tx, record as never, births));
          const earlier = outcomes.get(record)?.outcome ?? "unchanged";
          outcomes.set(record, { kind, outcome: earlier === "unchanged" ? outcome : earlier });
        }
      }
    }
    if (births.length > 0) await appendChanges(log, tx, births);
    return count(outcomes.values());
  });
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
  if (problems.length > 0) throw new DataError(problems);
  return results.map((result) => (result as PromiseFulfilledResult<ReadFile>).value);
}

/** Says of a refusal where in the file the record stands. */
async function placed<T>(file: ReadFile, path: PropertyKey[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const within = (error.extensions.path as PropertyKey[] | undefined) ?? [];
    throw new DataError([`${file.place([...path, ...within])}: ${error.message}`]);
  }
}

/** True for a register that holds nothing yet. */
export async function isEmpty(db: Db): Promise<boolean> {
  return !(await db.read.exists(Locality)) && !(await db.read.exists(Commitment));
}
