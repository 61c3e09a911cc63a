import { badInput } from "../../base/errors.js";
import { searchKey } from "../../base/text.js";
import type { Statement } from "../../store/statements.js";

const LONGEST = 200;
const MOST_WORDS = 10;
/** Of a longer word the index of PostgreSQL knows no more. */
const LONGEST_WORD = 100;

/** The words that a text asks for; none for a blank one. Throws BAD_INPUT where there is text, but no word in it. */
export function readWords(text: string): string[] {
  if (text.length > LONGEST) throw badInput(`A search has at most ${LONGEST} characters.`);
  const words = searchKey(text)
    .split(" ")
    .filter((word) => word !== "");
  if (words.length === 0 && text.trim() !== "") throw badInput("A search needs at least one letter or digit.");
  return words.slice(0, MOST_WORDS).map((word) => [...word].slice(0, LONGEST_WORD).join(""));
}

/**
 * The condition that every word begins a word of the row behind the alias, in any order; none without words.
 * On SQLite a set that does not depend on the row: it is looked up once, also under NOT and OR and in a subquery.
 */
export function wordsMatch(statement: Statement, table: string, alias: string, words: readonly string[]): string[] {
  if (words.length === 0) return [];
  if (statement.dialect === "postgres") {
    return [`${alias}.search_words @@ ${statement.bind(ask(words, "'", ":*", "&"))}::tsquery`];
  }
  const asked = statement.bind(ask(words, '"', "*", "AND"));
  return [`${alias}.id IN (SELECT rowid FROM ${table}_words WHERE ${table}_words MATCH ${asked})`];
}

/** In the language of the index. A word has letters and digits only, so quotes are enough: `or` and `near` are words, too. */
const ask = (words: readonly string[], quote: string, prefix: string, and: string) =>
  words.map((word) => `${quote}${word}${quote}${prefix}`).join(` ${and} `);

/** The same on a text at hand. */
export function textMatches(text: string, words: readonly string[]): boolean {
  return words.every((word) => ` ${text}`.includes(` ${word}`));
}
