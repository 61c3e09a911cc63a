import { badInput } from "../base/errors.js";
import { searchKey } from "../base/text.js";
import type { Statement } from "../store/statements.js";

const LONGEST = 200;
const MOST_WORDS = 10;

/** The words that a text asks for; none for a blank one. Throws BAD_INPUT where there is text, but no word in it. */
export function readWords(text: string): string[] {
  if (text.length > LONGEST) throw badInput(`A search has at most ${LONGEST} characters.`);
  const words = searchKey(text)
    .split(" ")
    .filter((word) => word !== "");
  if (words.length === 0 && text.trim() !== "") throw badInput("A search needs at least one letter or digit.");
  return words.slice(0, MOST_WORDS);
}

/** Conditions that every word begins a word of the column, in any order. A word has nothing that is special to LIKE. */
export function wordsMatch(statement: Statement, column: string, words: readonly string[]): string[] {
  return words.map((word) => `(' ' || ${column}) LIKE ${statement.bind(`% ${word}%`)}`);
}

/** The same on a text at hand. */
export function textMatches(text: string, words: readonly string[]): boolean {
  return words.every((word) => ` ${text}`.includes(` ${word}`));
}
