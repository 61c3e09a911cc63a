import type { Statement } from "../../store/statements.js";

/** A text that a search may begin with: where it starts in the search key, and the column that it is made of. */
interface Start {
  text: string;
  column: string;
}

/**
 * How close row `r`, which the words match, comes, as SQL that both databases count alike; less is closer, and odd numbers
 * are left free. The very text; a text that begins with what is sought; the words side by side further on; the rest.
 */
export function closeness(statement: Statement, words: readonly string[], starts: readonly Start[]): string {
  const sought = words.join(" ");
  const begun = statement.bind(`${sought}%`);
  const begins = starts.map(({ text }) => `${text} LIKE ${begun}`).join(" OR ");
  // The key goes on behind the text, with its translation: the length tells where the text ends.
  const whole = statement.bind(`${sought} %`);
  const length = statement.bind([...sought].length);
  const ends = starts.map(({ text, column }) => `(length(${column}) = ${length} AND ${text} || ' ' LIKE ${whole})`);
  const apart =
    words.length === 1 ? "4" : `CASE WHEN r.search_key LIKE ${statement.bind(`% ${sought}%`)} THEN 4 ELSE 6 END`;
  return `CASE WHEN ${begins} THEN CASE WHEN ${ends.join(" OR ")} THEN 0 ELSE 2 END ELSE ${apart} END`;
}
