import type { Statement } from "../store/statements.js";

/** Conditions that every word of a search key begins a word of the column, in any order. */
export function wordsMatch(statement: Statement, column: string, searched: string): string[] {
  return words(searched).map((word) => `(' ' || ${column}) LIKE ${statement.bind(`% ${word}%`)}`);
}

/** The same on a text at hand. */
export function textMatches(text: string, searched: string): boolean {
  return words(searched).every((word) => ` ${text}`.includes(` ${word}`));
}

/** A search key has only letters, digits and blanks, so nothing in it is special to LIKE. */
function words(searched: string): string[] {
  return searched
    .split(" ")
    .filter((word) => word !== "")
    .slice(0, 10);
}
