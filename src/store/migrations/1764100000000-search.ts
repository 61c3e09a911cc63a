import type { MigrationInterface, QueryRunner } from "typeorm";

const SEARCHED = ["locality", "leader", "initiative", "meeting", "commitment"];

/** An index of the words of every `search_key`, by their beginnings, which the database itself keeps in step. */
export class Search1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of isPostgres(runner) ? postgres() : SEARCHED.flatMap(sqlite)) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    const undo = isPostgres(runner)
      ? [...SEARCHED.map((table) => `ALTER TABLE ${table} DROP COLUMN search_words`), "DROP FUNCTION search_words"]
      : SEARCHED.flatMap((table) => [
          ...["inserted", "deleted", "updated"].map((event) => `DROP TRIGGER ${table}_words_${event}`),
          `DROP TABLE ${table}_words`,
        ]);
    for (const sql of undo) await runner.query(sql);
  }
}

const isPostgres = (runner: QueryRunner) => runner.connection.options.type === "postgres";

/**
 * The words as they are: PostgreSQL's own parsers take `15km` or `a1` apart. A lexeme has at most 2,046 bytes, so a
 * longer word is kept by its first 100 characters, and a search never asks for more (graphql/search.ts).
 * Kept in a column: where most rows hold the word the planner reads rows, and making the words anew cost 20 µs a row.
 * Without fastupdate: new words would wait in a list that every search reads through.
 */
const postgres = () => [
  `CREATE FUNCTION search_words(search_key text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(ARRAY(SELECT left(word, 100) FROM unnest(string_to_array($1, ' ')) AS word WHERE word <> '')) $$`,
  ...SEARCHED.flatMap((table) => [
    `ALTER TABLE ${table} ADD COLUMN search_words tsvector GENERATED ALWAYS AS (search_words(search_key)) STORED`,
    `CREATE INDEX ${table}_words ON ${table} USING gin (search_words) WITH (fastupdate = off)`,
    `ANALYZE ${table}`,
  ]),
];

/** FTS5 over the table's own texts. The tokenizer ascii parts words at blanks and leaves every other letter as it is. */
const sqlite = (table: string) => {
  const words = `${table}_words`;
  const add = `INSERT INTO ${words} (rowid, search_key) VALUES (new.id, new.search_key);`;
  const remove = `INSERT INTO ${words} (${words}, rowid, search_key) VALUES ('delete', old.id, old.search_key);`;
  return [
    `CREATE VIRTUAL TABLE ${words} USING fts5 (search_key, content = '${table}', content_rowid = 'id',
      tokenize = 'ascii', prefix = '1 2 3', detail = none, columnsize = 0)`,
    `CREATE TRIGGER ${words}_inserted AFTER INSERT ON ${table} BEGIN ${add} END`,
    `CREATE TRIGGER ${words}_deleted AFTER DELETE ON ${table} BEGIN ${remove} END`,
    `CREATE TRIGGER ${words}_updated AFTER UPDATE OF id, search_key ON ${table}
      WHEN old.search_key <> new.search_key OR old.id <> new.id BEGIN ${remove} ${add} END`,
    `INSERT INTO ${words} (${words}) VALUES ('rebuild')`,
  ];
};
