import { randomInt } from "node:crypto";

/** No vowels, so that it never reads like a word; nothing that looks like something else. */
const CONSONANTS = "bcdfghjkmnpqrstvwxz";
const LETTERS = `${CONSONANTS}23456789`;
const LENGTH = 5;

/** The end of a name that is not for everybody: the next number would leave a gap, and a title somebody else may give. */
export function hiddenWord(): string {
  const drawn = (from: string) => from[randomInt(from.length)];
  return drawn(CONSONANTS) + Array.from({ length: LENGTH - 1 }, () => drawn(LETTERS)).join("");
}

/** Such a word: the letter it begins with tells it from every number. */
export const HIDDEN_WORD = `[${CONSONANTS}][${LETTERS}]{${LENGTH - 1}}`;

export const endsInHiddenWord = (name: string): boolean => new RegExp(`-${HIDDEN_WORD}$`).test(name);
