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

/** A readable key: lower-case ASCII words joined by hyphens; empty where the text has no Latin letter or digit. */
export function slug(text: string): string {
  return searchKey(text)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** Text as an opaque token that is safe in URLs. */
export function encodeText(text: string): string {
  return Buffer.from(text).toString("base64url");
}

/**
 * The text of a token, or null for one that `encodeText` did not make:
 * the decoder itself passes over what it does not know.
 */
export function decodeText(token: string): string | null {
  const text = Buffer.from(token, "base64url").toString();
  return encodeText(text) === token ? text : null;
}

export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
