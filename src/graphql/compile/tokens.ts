import { randomBytes } from "node:crypto";
import { encodeText } from "../../base/text.js";
import type { Dialect } from "../../store/db.js";

/**
 * Ids and cursors are opaque: their text is encoded, which SQLite cannot do. A statement marks what is to be encoded
 * with a word that nobody outside can know, and the mark is looked for in the JSON that comes back.
 */
const MARK = randomBytes(9).toString("hex");
const MARKED = new RegExp(`"${MARK}((?:[^"\\\\]|\\\\.)*)"`, "g");

/** SQL for a text that is to be encoded. */
export const encoded = (sql: string): string => `'${MARK}' || ${sql}`;

/** The same for what `JSON.stringify` makes of a text, a key and an id. */
export function encodedPlace(dialect: Dialect, signature: string, key: string, id: string): string {
  const json = dialect === "postgres" ? `CAST(to_json(${key}) AS text)` : `json_quote(${key})`;
  return encoded(`'["${signature}",' || ${json} || ',' || ${id} || ']'`);
}

/** The JSON with everything encoded that was marked. */
export function encodeMarked(json: string): string {
  if (!json.includes(MARK)) return json;
  return json.replace(MARKED, (_all, text: string) => {
    const meant = text.includes("\\") ? JSON.parse(`"${text}"`) : text;
    return `"${encodeText(meant)}"`;
  });
}
