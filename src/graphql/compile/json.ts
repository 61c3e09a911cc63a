import type { Dialect } from "../../store/db.js";

/** A field of the JSON object that a row becomes: plain SQL, or SQL that is JSON already. */
export interface Field {
  key: string;
  sql: string;
  json?: boolean;
}

/** How a database makes JSON of rows. */
export interface Json {
  boolean(condition: string): Omit<Field, "key">;
  /** What to SELECT so that a row is an object. */
  row(fields: Field[]): string;
  /** The rows of a SELECT of `row`s, as a list. */
  list(rows: string): string;
  /** The only row of a SELECT of `row`s, or NULL. */
  one(rows: string): string;
}

/** Whole records: the study found `json_agg` of them faster than objects that are built. */
const postgres: Json = {
  boolean: (sql) => ({ sql }),
  row: (fields) => fields.map(({ key, sql }) => `${sql} AS "${key}"`).join(", "),
  list: (rows) => `(SELECT COALESCE(json_agg("a-row"), '[]') FROM (${rows}) "a-row")`,
  one: (rows) => `(SELECT row_to_json("a-row") FROM (${rows}) "a-row")`,
};

/** Text, joined: `json_object` would read again at every level what the level below has written. */
const sqlite: Json = {
  boolean: (condition) => ({ sql: `CASE WHEN ${condition} THEN 'true' ELSE 'false' END`, json: true }),
  row(fields) {
    if (fields.length === 0) return "'{}' AS j";
    const members = fields.map(({ key, sql, json }, index) => {
      const name = `'${index === 0 ? "{" : ","}"${key}":'`;
      return `${name} || ${json ? `COALESCE(${sql}, 'null')` : `json_quote(${sql})`}`;
    });
    return `${members.join(" || ")} || '}' AS j`;
  },
  list: (rows) => `(SELECT '[' || COALESCE(group_concat(j, ','), '') || ']' FROM (${rows}))`,
  one: (rows) => `(${rows})`,
};

export const jsonOf: Record<Dialect, Json> = { postgres, sqlite };
