/** Canonical form in which all text is stored: NFC, without surrounding blanks. */
export function clean(text: string): string {
  return text.normalize("NFC").trim();
}

/**
 * The form in which text is compared: no marks, đ→d, lower case, words apart by one blank.
 * "Đà Nẵng", "da nang" and the NFD spelling of either are the same.
 */
export function searchKey(...texts: (string | null | undefined)[]): string {
  return texts
    .filter((text) => text != null)
    .join(" ")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("đ", "d")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const TONES = "\u0300\u0309\u0303\u0301\u0323"; // in the dictionary's order: huyền, hỏi, ngã, sắc, nặng
const LETTERS: Record<string, string> = { ă: "a1", â: "a2", đ: "d1", ê: "e1", ô: "o1", ơ: "o2", ư: "u1" };

/**
 * A key whose plain byte order is the order of the Vietnamese alphabet (a ă â b c d đ e ê …), tones last:
 * the same on every database, whatever its collation.
 */
export function sortKey(text: string): string {
  let letters = "";
  let tones = "";
  for (const char of text.normalize("NFD").toLowerCase().normalize("NFC")) {
    const marks = [...char.normalize("NFD")];
    const tone = marks.find((mark) => TONES.includes(mark));
    const letter = marks
      .filter((mark) => mark !== tone)
      .join("")
      .normalize("NFC");
    letters += LETTERS[letter] ?? (/[a-z]/.test(letter) ? `${letter}0` : letter);
    tones += tone === undefined ? "0" : String(1 + TONES.indexOf(tone));
  }
  return `${letters} ${tones}`;
}

/** A readable key: lower-case ASCII words joined by hyphens. */
export function slug(text: string): string {
  return searchKey(text).replaceAll(" ", "-");
}

export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
