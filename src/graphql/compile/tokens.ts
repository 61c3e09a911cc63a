import { randomBytes } from "node:crypto";
import { encodeText } from "../../base/text.js";
import type { Dialect } from "../../store/db.js";

/**
 * Ids and cursors are opaque: their text is encoded, which SQLite cannot do. A statement marks what is to be encoded
 * with a word that nobody outside can know, and the mark is looked for in the JSON that comes back.
 */
const MARK = randomBytes(9).toString("hex");
const MARKED = new RegExp(`"${MARK}([tj])((?:[^"\\\\]|\\\\.)*)"`, "g");

/** SQL for a text that is to be encoded. */
export const encoded = (sql: string): string => `'${MARK}t' || ${sql}`;

/** The same for a list of values, encoded as `JSON.stringify` writes it. */
export function encodedList(dialect: Dialect, values: string[]): string {
  const list = values.join(", ");
  return dialect === "postgres"
    ? `'${MARK}j' || CAST(json_build_array(${list}) AS text)`
    : `'${MARK}j' || json_array(${list})`;
}

/** The JSON with everything encoded that was marked. */
export function encodeMarked(json: string): string {
  if (!json.includes(MARK)) return json;
  return json.replace(MARKED, (_all, how: string, text: string) =>
    how === "t" ? `"${encodeText(text)}"` : `"${encodeText(normal(text))}"`,
  );
}

/** `text` is JSON within a JSON text. Databases differ in the blanks they put. */
function normal(text: string): string {
  return JSON.stringify(JSON.parse(JSON.parse(`"${text}"`)));
}
