import { EventEmitter } from "node:events";
import type { EntityManager } from "typeorm";
import { digestOf } from "../base/chain.js";
import { now } from "../base/dates.js";
import type { Logger } from "../base/log.js";
import type { Db, Tx } from "../store/db.js";
import { ask } from "../store/statements.js";
import { recordDeed } from "./log/deeds.js";
import { Looks } from "./looks.js";

/** `SUBJECT`: every token of that subject issued until then. `TOKEN`: the one with that id. */
type RevocationKind = "SUBJECT" | "TOKEN";

export interface Revocation {
  id: number;
  kind: RevocationKind;
  value: string;
  /** ISO 8601, with milliseconds. */
  revokedAt: string;
  why: string | null;
}

/** What a token may be revoked by. */
export interface Revocable {
  subject: string | null;
  tokenId: string | null;
  /** In milliseconds of the epoch; a token that does not say counts as issued long ago. */
  issuedAt: number | null;
}

/**
 * What was revoked, in the memory of every process: asked for every request. What is new is read every second;
 * whoever revokes is another process, of which SQLite sends no word.
 */
export class Revocations {
  private last: Revocation | undefined;
  private readonly tokens = new Set<string>();
  /** Until when the tokens of a subject are revoked. */
  private readonly subjects = new Map<string, number>();
  private readonly signal = new EventEmitter();
  private readonly looks: Looks;

  private constructor(
    private readonly db: Db,
    private readonly logger: Logger,
  ) {
    this.looks = new Looks(() => this.readNew(), "what was revoked", logger);
  }

  /** Throws where what was revoked cannot be read: nobody is let in without. */
  static async start(db: Db, logger: Logger): Promise<Revocations> {
    const revocations = new Revocations(db, logger);
    await revocations.readNew();
    revocations.looks.start();
    return revocations;
  }

  include({ subject, tokenId, issuedAt }: Revocable): boolean {
    if (tokenId !== null && this.tokens.has(tokenId)) return true;
    const until = subject === null ? undefined : this.subjects.get(subject);
    return until !== undefined && (issuedAt ?? 0) <= until;
  }

  /** Calls back whenever more was revoked. */
  onNew(listener: () => void): void {
    this.signal.on("new", listener);
  }

  stop(): Promise<void> {
    return this.looks.stop();
  }

  /** The last row is read again with those after it: where it is another one, the database was restored under us. */
  private async readNew(): Promise<void> {
    const { last } = this;
    const rows = await revocationsFrom(this.db.read, last?.id ?? 0);
    if (last !== undefined && !isSame(rows[0], last)) return this.readAnew();
    this.take(last === undefined ? rows : rows.slice(1));
  }

  private async readAnew(): Promise<void> {
    const rows = await revocationsFrom(this.db.read, 0);
    this.logger.warn("what was revoked is not what it was: it is read anew");
    this.last = undefined;
    this.tokens.clear();
    this.subjects.clear();
    this.take(rows);
  }

  private take(rows: readonly Revocation[]): void {
    for (const row of rows) {
      if (row.kind === "TOKEN") this.tokens.add(row.value);
      else this.subjects.set(row.value, Math.max(this.subjects.get(row.value) ?? 0, Date.parse(row.revokedAt)));
      this.last = row;
    }
    if (rows.length > 0) this.signal.emit("new");
  }
}

const isSame = (row: Revocation | undefined, other: Revocation) =>
  row !== undefined && (["id", "kind", "value", "revokedAt"] as const).every((name) => row[name] === other[name]);

/** Those with this id or a higher one, in the order of commits. */
export function revocationsFrom(reader: EntityManager, id: number): Promise<Revocation[]> {
  const columns = 'id, kind, value, revoked_at AS "revokedAt", why';
  return ask(reader, (to) => `SELECT ${columns} FROM revocation WHERE id >= ${to.bind(id)} ORDER BY id`);
}

type Withdrawn = Pick<Revocation, "kind" | "value" | "revokedAt">;

/** Of what counts of a revocation. */
export const digestOfRevocation = ({ kind, value, revokedAt }: Withdrawn): string =>
  digestOf({ kind, value, revokedAt });

/** Every revocation has its line in the audit log, by which `npm run verify` knows that it is still there. */
export function recordRevocation(tx: Tx, revocation: Withdrawn): Promise<void> {
  const digest = digestOfRevocation(revocation);
  return recordDeed(tx, { mutation: "revoke", record: { called: revocation.value }, digest });
}

/** Adds a revocation as of now; every process on the database heeds it at its next look. */
export function revoke(db: Db, what: Pick<Revocation, "kind" | "value" | "why">): Promise<void> {
  return db.write(async (tx) => {
    // Ids in the order of commits: one that came late would be passed over by those who have read a higher one.
    if (db.dialect === "postgres") await tx.query("LOCK TABLE revocation IN EXCLUSIVE MODE");
    const revokedAt = now();
    const row = [what.kind, what.value, revokedAt, what.why];
    await ask(tx, (to) => `INSERT INTO revocation (kind, value, revoked_at, why) VALUES ${to.list(row)}`);
    await recordRevocation(tx, { ...what, revokedAt });
  });
}
