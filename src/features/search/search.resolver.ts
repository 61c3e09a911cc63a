import { Arg, Ctx, createUnionType, Int, Query, Resolver, registerEnumType } from "type-graphql";
import { badInput } from "../../base/errors.js";
import type { Context } from "../../graphql/context.js";
import { readWords } from "../../graphql/lists/search.js";
import { MAX_SIZE } from "../../graphql/lists/window.js";
import { Most } from "../../graphql/most.js";
import { Commitment } from "../commitments/commitment.entity.js";
import { Initiative } from "../initiatives/initiative.entity.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { findHits, SearchType } from "./hits.js";

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

const USUAL_SIZE = 20;

@Resolver()
export class SearchResolver {
  @Most(USUAL_SIZE)
  @Query(() => [SearchHit], {
    description: `Finds by the beginnings of words, in any order, with or without diacritics. The closest come first: the very text,
texts that begin with it, those that hold the words side by side, the rest; equally close ones by type, then in the order of the Vietnamese
alphabet. A locality is also found by the name of one that it has succeeded, right after that one: who seeks Quảng Nam
finds Đà Nẵng, too, which answers for it today.`,
  })
  async search(
    @Arg("text", () => String, {
      description: "The words: at most 200 characters, of which the first ten words count.",
    })
    text: string,
    @Arg("types", () => [SearchType], { nullable: true, description: "Among what; everything if left out." })
    types: SearchType[] | undefined,
    @Arg("first", () => Int, { nullable: true, description: "How many: 1 to 100; 20 if left out." }) first:
      | number
      | undefined,
    @Ctx() ctx: Context,
  ) {
    const size = first ?? USUAL_SIZE;
    if (size < 1 || size > MAX_SIZE) throw badInput(`first: between 1 and ${MAX_SIZE}.`);
    const words = readWords(text);
    if (words.length === 0) throw badInput("text: give at least one word.");
    const among = Object.values(SearchType).filter((type) => types?.includes(type) ?? true);
    return among.length === 0 ? [] : findHits(ctx, among, words, size);
  }
}
