import { CLOCK, type Clock, firstDay, lastDay } from "../../base/dates.js";
import { ErrorCode, Refusal } from "../../base/errors.js";
import type { Context } from "../../graphql/context.js";
import { readWords, textMatches, wordsMatch } from "../../graphql/lists/search.js";
import { lookUpAll } from "../../graphql/reference.js";
import { Initiative } from "../initiatives/initiative.entity.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { LocalitySuccession } from "../localities/locality-parts.entity.js";
import { responsibleFor } from "../localities/succession.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { Sector } from "../sectors/sector.entity.js";
import { PartyRole } from "./commitment.enums.js";
import {
  type Condition,
  due,
  every,
  hasParty,
  inSectors,
  negated,
  overdue,
  refersTo,
  saidBy,
  some,
  stale,
  wantedOrNot,
} from "./conditions.js";
import type { CommitmentFilter } from "./filter.inputs.js";
import { tabledAt } from "./tabled.js";

const MOST_TERMS = 200;
/** A search may find nearly every row; most terms look at what is there anyway. */
const SEARCH_COUNTS_AS = 10;

/**
 * Reads a filter once: its keys become ids, its texts search keys. Overdue and stale mean by the clock given.
 * Throws BAD_INPUT on an unknown key.
 */
export async function readFilter(
  ctx: Context,
  filter: CommitmentFilter | null | undefined,
  clock: Clock = CLOCK,
): Promise<Condition> {
  return every(await readTerms(ctx, filter ?? {}, { left: MOST_TERMS, clock }));
}

async function readTerms(ctx: Context, filter: CommitmentFilter, budget: Budget): Promise<Condition[]> {
  const given = Object.entries(filter).filter(([, value]) => value != null) as [keyof CommitmentFilter, never][];
  const conditions: Condition[] = [];
  for (const [name, value] of given) {
    spend(budget, name === "search" ? SEARCH_COUNTS_AS : 1 + (Array.isArray(value) ? (value as unknown[]).length : 0));
    conditions.push(await TERMS[name](ctx, value, budget));
  }
  return conditions;
}

type Budget = { left: number; clock: Clock };

/** Every field and every value of a list is a term, and a search is as many as ten: what a filter costs the database is bounded by their number. */
function spend(budget: Budget, terms: number): void {
  budget.left -= terms;
  if (budget.left < 0)
    throw new Refusal(ErrorCode.TOO_COMPLEX, `A filter has at most ${MOST_TERMS} terms.`, { limit: MOST_TERMS });
}

type Term<V> = (ctx: Context, value: V, budget: Budget) => Condition | Promise<Condition>;

const TERMS: { [Name in keyof Required<CommitmentFilter>]: Term<NonNullable<CommitmentFilter[Name]>> } = {
  status: (_ctx, statuses) => ({
    sql: (statement, { status }) => statement.isIn(status, statuses),
    test: (facts) => statuses.includes(facts.status),
  }),
  kind: (_ctx, kinds) => ({
    sql: (statement, { row }) => statement.isIn(`${row}.kind`, kinds),
    test: (facts) => kinds.includes(facts.kind),
  }),
  party: async (ctx, keys) => hasParty(await lookUpAll(ctx, Locality, keys)),
  owedBy: async (ctx, keys) => hasParty(await lookUpAll(ctx, Locality, keys), PartyRole.OWES),
  benefits: async (ctx, keys) => hasParty(await lookUpAll(ctx, Locality, keys), PartyRole.BENEFITS),
  between: async (ctx, keys) => every((await lookUpAll(ctx, Locality, keys)).map((id) => hasParty([id]))),
  responsibleNow: async (ctx, keys) => {
    const wanted = await lookUpAll(ctx, Locality, keys);
    const { sql } = hasParty(await answeredForBy(ctx, wanted));
    return { sql, test: (facts) => facts.answering.some((id) => wanted.includes(id)) }; // successions may come meanwhile
  },
  sector: async (ctx, keys) => inSectors(await lookUpAll(ctx, Sector, keys)),
  initiative: async (ctx, keys) => refersTo("initiative_id", "initiativeId", await lookUpAll(ctx, Initiative, keys)),
  meeting: async (ctx, keys) => refersTo("meeting_id", "meetingId", await lookUpAll(ctx, Meeting, keys)),
  tabledAt: async (ctx, keys) => tabledAt(await lookUpAll(ctx, Meeting, keys)),
  saidBy: async (ctx, keys) => saidBy(await lookUpAll(ctx, Leader, keys)),
  dueBefore: (_ctx, date) => due("<", () => firstDay(date)),
  dueAfter: (_ctx, date) => due(">", () => lastDay(date)),
  overdue: (_ctx, wanted, { clock }) => wantedOrNot(wanted, overdue(clock)),
  stale: (_ctx, wanted, { clock }) => wantedOrNot(wanted, stale(clock)),
  search: (_ctx, text) => {
    const words = readWords(text);
    return {
      sql: (statement, { row }) => wordsMatch(statement, "commitment", row, words).join(" AND ") || "1 = 1",
      test: (facts) => textMatches(facts.searchKey, words),
    };
  },
  and: async (ctx, filters, budget) => every(await all(ctx, filters, budget)),
  or: async (ctx, filters, budget) => some(await all(ctx, filters, budget)),
  not: async (ctx, filter, budget) => negated(every(await readTerms(ctx, filter, budget))),
};

const all = (ctx: Context, filters: CommitmentFilter[], budget: Budget) =>
  Promise.all(filters.map(async (each) => every(await readTerms(ctx, each, budget))));

async function answeredForBy(ctx: Context, wanted: readonly number[]): Promise<number[]> {
  const successions = await ctx.load.all(LocalitySuccession);
  const candidates = new Set([...wanted, ...successions.map((each) => each.predecessorId)]);
  return [...candidates].filter((id) => wanted.includes(responsibleFor(successions, id)));
}
