import type { Context } from "../../graphql/context.js";
import { wordsMatch } from "../../graphql/lists/search.js";
import type { Entity } from "../../graphql/loader.js";
import { scopeOf } from "../../graphql/scope.js";
import { ask, type Statement } from "../../store/statements.js";
import { Commitment } from "../commitments/commitment.entity.js";
import { Initiative } from "../initiatives/initiative.entity.js";
import { Leader } from "../leaders/leader.entity.js";
import { localitiesNamed } from "../localities/former-names.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { closeness } from "./closeness.js";

/** In the order in which equally close hits are given. */
export enum SearchType {
  LOCALITY = "LOCALITY",
  LEADER = "LEADER",
  INITIATIVE = "INITIATIVE",
  MEETING = "MEETING",
  COMMITMENT = "COMMITMENT",
}

interface Searched {
  entity: Entity<{ id: number }>;
  /** What its search key begins with. */
  column: string;
}

const SEARCHED: Record<SearchType, Searched> = {
  [SearchType.LOCALITY]: { entity: Locality, column: "r.name_vi" },
  [SearchType.LEADER]: { entity: Leader, column: "r.name" },
  [SearchType.INITIATIVE]: { entity: Initiative, column: "r.title_vi" },
  [SearchType.MEETING]: { entity: Meeting, column: "r.title_vi" },
  [SearchType.COMMITMENT]: { entity: Commitment, column: "r.reference" },
};

/** The title of a commitment comes behind its reference, which is as long in the key as it is itself. */
const TITLE = { text: "substr(r.search_key, length(r.reference) + 2)", column: "r.title_vi" };

type Hit = { type: SearchType; id: number };

/** The closest of all these types, from one statement. */
export async function findHits(ctx: Context, types: readonly SearchType[], words: string[], size: number) {
  const hits = await ask<Hit>(ctx.db.read, (to) => {
    const closest = types.map((type, place) => {
      const found = `SELECT ${place} AS place, '${type}' AS type, ${hitsOf(ctx, to, type, words)}`;
      return `SELECT * FROM (${found} ORDER BY rank, k, id LIMIT ${size}) ${type.toLowerCase()}_hits`;
    });
    return `SELECT type, id FROM (${closest.join(" UNION ALL ")}) hits ORDER BY rank, place, k, id LIMIT ${size}`;
  });
  const rows = await Promise.all(hits.map(({ type, id }) => ctx.load.one(SEARCHED[type].entity, id)));
  return rows.filter((row) => row !== null);
}

function hitsOf(ctx: Context, statement: Statement, type: SearchType, words: string[]): string {
  const { entity, column } = SEARCHED[type];
  const { tableName } = ctx.db.read.connection.getMetadata(entity);
  const starts = [{ text: "r.search_key", column }, ...(type === SearchType.COMMITMENT ? [TITLE] : [])];
  const rank = closeness(statement, words, starts);
  const scope = `(${scopeOf(entity, ctx.who, "r")})`;
  if (type === SearchType.LOCALITY) {
    const named = localitiesNamed(statement, words, rank);
    return `r.id AS id, n.rank AS rank, r.sort_key AS k FROM (${named}) n JOIN locality r ON r.id = n.id WHERE ${scope}`;
  }
  const conditions = [...wordsMatch(statement, tableName, "r", words), scope];
  return `r.id AS id, ${rank} AS rank, r.sort_key AS k FROM ${tableName} r WHERE ${conditions.join(" AND ")}`;
}
