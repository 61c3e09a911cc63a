// Puts the made rows into a database that holds the real localities: batches of rows as one JSON value each.
import pg from "pg";
import { madeTables } from "./made-rows.mjs";
import { openFile } from "./sqlite.mjs";

const BATCH = 2_000;

export async function fill(url, size) {
  const store = await (url.startsWith("sqlite:") ? openSqlite(url.slice("sqlite:".length)) : openPostgres(url));
  try {
    const world = await readWorld(store);
    await store.begin();
    const indexes = await dropIndexes(store);
    for (const [table, rows] of madeTables(size, world)) await insertAll(store, table, rows);
    const series = Array.from(world.series, ([prefix, last]) => ({ prefix, last }));
    await insertAll(store, "reference_series", series);
    await store.run(
      "UPDATE log_head SET position = (SELECT max(position) FROM status_change) WHERE name = 'status_change'",
    );
    for (const sql of indexes) await store.run(sql);
    await store.end();
  } finally {
    await store.close();
  }
}

/** What is there already: new rows name it, and come after it. */
async function readWorld({ all }) {
  const next = {};
  for (const table of ["leader", "initiative", "meeting", "commitment"])
    next[table] = (await all(`SELECT coalesce(max(id), 0) + 1 AS id FROM ${table}`))[0].id;
  const localities = await all("SELECT id, abbreviation, name_vi AS name FROM locality ORDER BY key");
  const sectors = (await all("SELECT id FROM sector ORDER BY key")).map((each) => each.id);
  const references = new Set((await all("SELECT reference FROM commitment")).map((each) => each.reference));
  const [{ position }] = await all("SELECT position FROM log_head WHERE name = 'status_change'");
  return { next, localities, sectors, references, series: new Map(), position: Number(position) };
}

/** Indexes are made anew at the end, but for those that watch over uniqueness. Gives the SQL that makes them. */
async function dropIndexes({ all, run, indexes }) {
  const found = await all(indexes);
  for (const { name } of found) await run(`DROP INDEX ${name}`);
  return found.map((each) => each.sql);
}

async function insertAll(store, table, rows) {
  let batch = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    await store.insert(table, Object.keys(row), batch);
    batch = [];
  }
  if (batch.length > 0) await store.insert(table, Object.keys(batch[0]), batch);
}

async function openSqlite(file) {
  const { all, run, close } = await openFile(file);
  return {
    ...{ all, run },
    indexes: "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND sql NOT LIKE '%UNIQUE%'",
    async begin() {
      for (const pragma of ["journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "temp_store = MEMORY"])
        await run(`PRAGMA ${pragma}`);
      await run("BEGIN");
      await run("DROP TRIGGER status_change_tied"); // what is made is no link of the chain
    },
    insert: (table, columns, rows) =>
      run(
        `INSERT INTO ${table} (${columns}) SELECT ${columns.map((each) => `value ->> '${each}'`)} FROM json_each(?)`,
        [JSON.stringify(rows)],
      ),
    async end() {
      await run("COMMIT");
      await run("ANALYZE");
      await run("PRAGMA journal_mode = WAL");
    },
    close,
  };
}

async function openPostgres(url) {
  const client = new pg.Client({ connectionString: url, application_name: "bench" });
  await client.connect();
  const all = async (sql, values) => (await client.query(sql, values)).rows;
  return {
    ...{ all, run: all },
    indexes: `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS sql FROM pg_index
      JOIN pg_class t ON t.oid = indrelid WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r' AND NOT indisunique`,
    async begin() {
      await all("SET synchronous_commit = off");
      await all("SET maintenance_work_mem = '256MB'");
      await all("BEGIN");
      await all("ALTER TABLE status_change DROP CONSTRAINT status_change_tied"); // what is made is no link of the chain
    },
    insert: (table, columns, rows) =>
      all(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`, [
        JSON.stringify(rows),
      ]),
    async end() {
      await all(`DO $$ DECLARE t record; BEGIN
        FOR t IN SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'id' AND is_identity = 'YES' LOOP
          EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, ''id''), (SELECT max(id) FROM %I))', t.name, t.name);
        END LOOP; END $$`);
      await all("COMMIT");
      await all("VACUUM ANALYZE");
      await all("CHECKPOINT");
    },
    close: () => client.end(),
  };
}
