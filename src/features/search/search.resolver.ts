import { Arg, Ctx, createUnionType, Int, Query, Resolver, registerEnumType } from "type-graphql";
import { badInput } from "../../base/errors.js";
import type { Context } from "../../graphql/context.js";
import type { Entity } from "../../graphql/loader.js";
import { scopeOf } from "../../graphql/scope.js";
import { readWords, wordsMatch } from "../../graphql/search.js";
import { MAX_SIZE } from "../../graphql/window.js";
import { Statement } from "../../store/statements.js";
import { Commitment } from "../commitments/commitment.entity.js";
import { Initiative } from "../initiatives/initiative.entity.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";

export enum SearchType {
  LOCALITY = "LOCALITY",
  LEADER = "LEADER",
  INITIATIVE = "INITIATIVE",
  MEETING = "MEETING",
  COMMITMENT = "COMMITMENT",
}

registerEnumType(SearchType, {
  name: "SearchType",
  description: "Among what to search.",
  valuesConfig: {
    LOCALITY: { description: "Localities, also those of the past." },
    LEADER: { description: "Leaders." },
    INITIATIVE: { description: "Initiatives." },
    MEETING: { description: "Meetings." },
    COMMITMENT: { description: "Commitments." },
  },
});

const SearchHit = createUnionType({
  name: "SearchHit",
  description: "Something found.",
  types: () => [Locality, Leader, Initiative, Meeting, Commitment] as const,
  resolveType: (value) => value.constructor.name,
});

/** In the order in which equally good hits are given. */
const SEARCHED: Record<SearchType, Entity<{ id: number; searchKey: string }>> = {
  [SearchType.LOCALITY]: Locality,
  [SearchType.LEADER]: Leader,
  [SearchType.INITIATIVE]: Initiative,
  [SearchType.MEETING]: Meeting,
  [SearchType.COMMITMENT]: Commitment,
};

@Resolver()
export class SearchResolver {
  @Query(() => [SearchHit], {
    description: "Finds by the beginnings of words, in any order, with or without diacritics; the closest first.",
  })
  async search(
    @Arg("text", () => String, { description: "The words." }) text: string,
    @Arg("types", () => [SearchType], { nullable: true, description: "Among what; everything if left out." })
    types: SearchType[] | undefined,
    @Arg("first", () => Int, { nullable: true, description: "How many: 1 to 100; 20 if left out." }) first:
      | number
      | undefined,
    @Ctx() ctx: Context,
  ) {
    const size = first ?? 20;
    if (size < 1 || size > MAX_SIZE) throw badInput(`first: between 1 and ${MAX_SIZE}.`);
    const words = readWords(text);
    if (words.length === 0) throw badInput("text: give at least one word.");
    const among = Object.values(SearchType).filter((type) => types?.includes(type) ?? true);
    const found = await Promise.all(among.map((type) => find(ctx, SEARCHED[type], words, size)));
    const hits = found
      .flat()
      .sort((a, b) => a.rank - b.rank)
      .slice(0, size);
    return Promise.all(hits.map(({ entity, id }) => ctx.load.one(entity, id)));
  }
}

/** Hits of one noun: the very text first, then those that begin with it, then the rest, each in order of the text. */
async function find(ctx: Context, entity: Entity<{ id: number; searchKey: string }>, words: string[], size: number) {
  const searched = words.join(" ");
  const statement = new Statement(ctx.db.dialect);
  const conditions = [...wordsMatch(statement, "r.search_key", words), `(${scopeOf(entity, ctx.who, "r")})`];
  const { tableName } = ctx.db.read.connection.getMetadata(entity);
  const rank = `CASE WHEN r.search_key = ${statement.bind(searched)} THEN 0
    WHEN r.search_key LIKE ${statement.bind(`${searched}%`)} THEN 1 ELSE 2 END`;
  const rows: { id: number; rank: number }[] = await ctx.db.read.query(
    `SELECT r.id AS id, ${rank} AS rank FROM ${tableName} r WHERE ${conditions.join(" AND ")}
      ORDER BY rank, r.search_key, r.id LIMIT ${size}`,
    statement.values,
  );
  return rows.map((row) => ({ ...row, entity }));
}
