import { today } from "../../base/dates.js";
import { wordsMatch } from "../../graphql/lists/search.js";
import type { Statement } from "../../store/statements.js";
import { SuccessionKind } from "./locality.enums.js";

/** Conditions that the words match the name of a locality, or of one that it has succeeded by today. */
export function namesMatch(statement: Statement, id: string, words: readonly string[]): string[] {
  return words.length === 0 ? [] : [`${id} IN (SELECT id FROM (${localitiesNamed(statement, words, "0")}) named)`];
}

/**
 * `id` and `rank` of every locality that the words match. Who succeeded it has its rank plus one.
 * The names are followed at every search, as `responsibleFor` does: a succession counts from its day on.
 */
export function localitiesNamed(statement: Statement, words: readonly string[], rank: string): string {
  return `WITH RECURSIVE named (id, rank, former) AS (
      SELECT r.id, ${rank}, 0 FROM locality r WHERE ${wordsMatch(statement, "locality", "r", words).join("")}
      UNION SELECT s.successor_id, named.rank, 1 FROM named JOIN locality_succession s ON s.predecessor_id = named.id
        WHERE s.kind <> '${SuccessionKind.SPLIT}' AND s.effective_on <= ${statement.bind(today())})
    SELECT id, MIN(rank + former) AS rank FROM named GROUP BY id`;
}
