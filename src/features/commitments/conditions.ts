import type { Clock } from "../../base/dates.js";
import type { Statement } from "../../store/statements.js";
import type { CommitmentKind, CommitmentStatus, PartyRole } from "./commitment.enums.js";
import { CLOSED, STALE_DAYS } from "./steps.js";

/** What a filter is asked of: a commitment as it is, or as a change of its status left it. */
export interface Facts {
  status: CommitmentStatus;
  statusSince: string;
  kind: CommitmentKind;
  dueEnd: string;
  initiativeId: number | null;
  meetingId: number | null;
  /** The meetings on whose agenda it is, or an initiative it is under. */
  agendas: readonly number[];
  parties: readonly { localityId: number; role: PartyRole }[];
  /** With the parents of each. */
  sectors: readonly number[];
  saidBy: readonly number[];
  /** Who answers today for the parties. */
  answering: readonly number[];
  searchKey: string;
}

/** How SQL names the commitment, and its status: its own columns, or those of a change. */
export interface Names {
  row: string;
  status: string;
  since: string;
}

export const asItIs = (row: string): Names => ({ row, status: `${row}.status`, since: `${row}.status_since` });

/** One condition, in both its forms. Their agreement is what makes a live screen show what the list shows. */
export interface Condition {
  sql(statement: Statement, names: Names): string;
  test(facts: Facts): boolean;
}

export const NEVER_DUE = "9999-12-31";

export const open: Condition = {
  sql: (statement, { status }) => `${status} NOT IN ${statement.list(CLOSED)}`,
  test: (facts) => !CLOSED.includes(facts.status),
};

/** The day is asked for anew each time: a subscription lives longer than a day. */
export function due(sign: "<" | ">", day: () => string): Condition {
  return {
    sql: (statement, { row }) =>
      `(${row}.due_end ${sign} ${statement.bind(day())} AND ${row}.due_end <> '${NEVER_DUE}')`,
    test: ({ dueEnd }) => dueEnd !== NEVER_DUE && (sign === "<" ? dueEnd < day() : dueEnd > day()),
  };
}

function unchangedSince(instant: () => string): Condition {
  return {
    sql: (statement, { since }) => `${since} < ${statement.bind(instant())}`,
    test: (facts) => facts.statusSince < instant(),
  };
}

export function hasParty(localities: readonly number[], role?: PartyRole): Condition {
  return {
    sql: (statement, { row }) => {
      const theirs = statement.isIn("locality_id", localities) + (role === undefined ? "" : ` AND role = '${role}'`);
      return `${row}.id IN (SELECT commitment_id FROM commitment_party WHERE ${theirs})`;
    },
    test: (facts) =>
      facts.parties.some(
        (party) => localities.includes(party.localityId) && (role === undefined || party.role === role),
      ),
  };
}

export function inSectors(sectors: readonly number[]): Condition {
  return {
    sql: (statement, { row }) =>
      `${row}.id IN (SELECT cs.commitment_id FROM commitment_sector cs JOIN sector s ON s.id = cs.sector_id
        WHERE ${statement.isIn("s.id", sectors)} OR ${statement.isIn("s.parent_id", sectors)})`,
    test: (facts) => facts.sectors.some((id) => sectors.includes(id)),
  };
}

export function saidBy(leaders: readonly number[]): Condition {
  return {
    sql: (statement, { row }) =>
      `${row}.id IN (SELECT commitment_id FROM commitment_speaker WHERE ${statement.isIn("leader_id", leaders)})`,
    test: (facts) => facts.saidBy.some((id) => leaders.includes(id)),
  };
}

export function refersTo(column: string, property: "initiativeId" | "meetingId", wanted: readonly number[]): Condition {
  return {
    sql: (statement, { row }) => `${row}.${column} IS NOT NULL AND ${statement.isIn(`${row}.${column}`, wanted)}`,
    test: (facts) => wanted.includes(facts[property] ?? 0),
  };
}

export function every(conditions: readonly Condition[]): Condition {
  return {
    sql: (statement, names) => conditions.map((each) => `(${each.sql(statement, names)})`).join(" AND ") || "1 = 1",
    test: (facts) => conditions.every((each) => each.test(facts)),
  };
}

export function some(conditions: readonly Condition[]): Condition {
  return {
    sql: (statement, names) => conditions.map((each) => `(${each.sql(statement, names)})`).join(" OR ") || "1 = 0",
    test: (facts) => conditions.some((each) => each.test(facts)),
  };
}

export function negated(condition: Condition): Condition {
  return {
    sql: (statement, names) => `NOT (${condition.sql(statement, names)})`,
    test: (facts) => !condition.test(facts),
  };
}

export const overdue = ({ today }: Clock) => every([open, due("<", today)]);

export const stale = ({ daysAgo }: Clock) => every([open, unchangedSince(() => daysAgo(STALE_DAYS))]);

export const wantedOrNot = (wanted: boolean, condition: Condition) => (wanted ? condition : negated(condition));
