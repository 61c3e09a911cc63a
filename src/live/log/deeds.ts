import { now } from "../../base/dates.js";
import type { ErrorCode } from "../../base/errors.js";
import type { Tx } from "../../store/db.js";
import { endOf, tie } from "./chain.js";

/** What somebody did, or was refused: a line of the audit log. It never holds what was said, only what was named. */
export interface Deed {
  /** The mutation, or the command. */
  mutation: string;
  /** Of which record: a row, or, where none was found, what it was called by. */
  record?: { type: string; id: number } | { called: string } | null;
  /** Null where it was done. */
  refusedFor?: ErrorCode | null;
  /** Sent again with the same request id: answered, and not done twice. */
  repeated?: boolean;
  /** When, where that is not now: a refusal may wait for its line. */
  at?: string;
  /** Left out for a command: who may run one is the operator. */
  by?: Doer;
  /** Of what it left of its record: what `npm run verify` finds there must still be this. */
  digest?: string | null;
}

export interface Doer {
  subject: string | null;
  name: string | null;
  role: string | null;
  /** Ids of the localities that the token names. */
  localities: readonly number[];
  address: string;
}

const OPERATOR = { subject: null, name: "operator", role: null, localities: [], address: "" };
/** Characters of what others chose. */
const LONGEST = 200;

/**
 * Writes a deed down in the transaction of the deed itself, so that there is none without the other. It takes the log's
 * lock, or has it already: it must be the last thing that a transaction does.
 */
export async function recordDeed(tx: Tx, deed: Deed): Promise<void> {
  const { mutation, record, refusedFor, repeated, by, digest, at = now() } = deed;
  const end = await endOf(tx);
  const { subject, name, role, localities, address } = by ?? OPERATOR;
  const { type, id, called } = { type: null, id: null, called: null, ...record };
  tie(end, "audit_entry", {
    id: end.link + 1, // the lock makes it unique
    at,
    subject: bounded(subject),
    name: bounded(name),
    role,
    localities: JSON.stringify(localities),
    address: bounded(address || null),
    mutation,
    record_type: type,
    record_id: id,
    called: bounded(called),
    refused_for: refusedFor ?? null,
    repeated: repeated ? 1 : 0,
    digest: digest ?? null,
  });
}

/** As databases keep it: neither halves of a pair of code units, nor NUL. */
function bounded(text: string | null): string | null {
  return text === null ? null : text.slice(0, LONGEST).replace(/[\p{Cs}\0]/gu, "\uFFFD");
}
