import { randomBytes } from "node:crypto";
import { encodeText } from "../../base/text.js";
import type { Cursors } from "../../live/log/cursors.js";
import type { Dialect } from "../../store/db.js";

/**
 * Ids and cursors are opaque: their text is encoded, which SQLite cannot do. A statement marks what is to be encoded
 * with a word that nobody outside can know, and the mark is looked for in the JSON that comes back.
 */
const MARK = randomBytes(9).toString("hex");

/** How: a text; a place in the log; the newest place of it. */
type Kind = "text" | "place" | "head";
const MARKED = new RegExp(`"${MARK}(text|place|head)((?:[^"\\\\]|\\\\.)*)"`, "g");

/** SQL for a text that is to be encoded. */
export const encoded = (sql: string, kind: Kind = "text"): string => `'${MARK}${kind}' || ${sql}`;

/** The same for what `JSON.stringify` makes of a text, a key and an id. */
export function encodedPlace(dialect: Dialect, signature: string, key: string, id: string): string {
  const json = dialect === "postgres" ? `CAST(to_json(${key}) AS text)` : `json_quote(${key})`;
  return encoded(`'["${signature}",' || ${json} || ',' || ${id} || ']'`);
}

/** The JSON with everything encoded that was marked. */
export function encodeMarked(json: string, cursors: Cursors): string {
  if (!json.includes(MARK)) return json;
  return json.replace(MARKED, (_all, kind: Kind, text: string) => {
    const meant = text.includes("\\") ? JSON.parse(`"${text}"`) : text;
    return `"${kind === "text" ? encodeText(meant) : cursorOf(kind, meant, cursors)}"`;
  });
}

function cursorOf(kind: "place" | "head", text: string, cursors: Cursors): string {
  const [position, mark] = text.split(":") as [string, string];
  const place = { position: Number(position), mark };
  return kind === "head" ? cursors.anew(place) : cursors.of(place);
}
