import type { Statement } from "../../store/statements.js";
import type { CommitmentKind, CommitmentStatus, PartyRole } from "./commitment.enums.js";
import { CLOSED } from "./steps.js";

/** What a filter is asked of: a commitment as it is, or as a change of its status left it. */
export interface Facts {
  status: CommitmentStatus;
  statusSince: string;
  kind: CommitmentKind;
  dueEnd: string;
  initiativeId: number | null;
  meetingId: number | null;
  parties: readonly { localityId: number; role: PartyRole }[];
  /** With the parents of each. */
  sectors: readonly number[];
  saidBy: readonly number[];
  /** Who answers today for the parties. */
  answering: readonly number[];
  searchKey: string;
}

/** How SQL names the commitment `c`'s status: its own columns, or those of a change. */
interface StatusColumns {
  status: string;
  since: string;
}

export const OWN_STATUS: StatusColumns = { status: "c.status", since: "c.status_since" };

/** One condition, in both its forms. Their agreement is what makes a live screen show what the list shows. */
export interface Condition {
  sql(statement: Statement, columns: StatusColumns): string;
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
    sql: (statement) => `(c.due_end ${sign} ${statement.bind(day())} AND c.due_end <> '${NEVER_DUE}')`,
    test: ({ dueEnd }) => dueEnd !== NEVER_DUE && (sign === "<" ? dueEnd < day() : dueEnd > day()),
  };
}

export function unchangedSince(instant: () => string): Condition {
  return {
    sql: (statement, { since }) => `${since} < ${statement.bind(instant())}`,
    test: (facts) => facts.statusSince < instant(),
  };
}

export function hasParty(localities: readonly number[], role?: PartyRole): Condition {
  return {
    sql: (statement) => {
      const theirs = statement.isIn("locality_id", localities) + (role === undefined ? "" : ` AND role = '${role}'`);
      return `c.id IN (SELECT commitment_id FROM commitment_party WHERE ${theirs})`;
    },
    test: (facts) =>
      facts.parties.some(
        (party) => localities.includes(party.localityId) && (role === undefined || party.role === role),
      ),
  };
}

export function inSectors(sectors: readonly number[]): Condition {
  return {
    sql: (statement) =>
      `c.id IN (SELECT cs.commitment_id FROM commitment_sector cs JOIN sector s ON s.id = cs.sector_id
        WHERE ${statement.isIn("s.id", sectors)} OR ${statement.isIn("s.parent_id", sectors)})`,
    test: (facts) => facts.sectors.some((id) => sectors.includes(id)),
  };
}

export function saidBy(leaders: readonly number[]): Condition {
  return {
    sql: (statement) =>
      `c.id IN (SELECT commitment_id FROM commitment_speaker WHERE ${statement.isIn("leader_id", leaders)})`,
    test: (facts) => facts.saidBy.some((id) => leaders.includes(id)),
  };
}

export function refersTo(column: string, property: "initiativeId" | "meetingId", wanted: readonly number[]): Condition {
  return {
    sql: (statement) => statement.isIn(`COALESCE(c.${column}, 0)`, wanted),
    test: (facts) => wanted.includes(facts[property] ?? 0),
  };
}

export function every(conditions: readonly Condition[]): Condition {
  return {
    sql: (statement, columns) => conditions.map((each) => `(${each.sql(statement, columns)})`).join(" AND ") || "1 = 1",
    test: (facts) => conditions.every((each) => each.test(facts)),
  };
}

export function some(conditions: readonly Condition[]): Condition {
  return {
    sql: (statement, columns) => conditions.map((each) => `(${each.sql(statement, columns)})`).join(" OR ") || "1 = 0",
    test: (facts) => conditions.some((each) => each.test(facts)),
  };
}

export function negated(condition: Condition): Condition {
  return {
    sql: (statement, columns) => `NOT (${condition.sql(statement, columns)})`,
    test: (facts) => !condition.test(facts),
  };
}

export const wantedOrNot = (wanted: boolean, condition: Condition) => (wanted ? condition : negated(condition));
