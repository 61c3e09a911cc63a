// The databases of the bench: made once for a size and a schema, then used again.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { entities } from "../../dist/catalog.js";
import { StatusChange } from "../../dist/features/commitments/status-change.entity.js";
import { loadFiles } from "../../dist/features/load/load.js";
import { Log } from "../../dist/live/log/log.js";
import { openDb } from "../../dist/store/open.js";
import { fill } from "./fill.mjs";
import { SIZES } from "./settings.mjs";

const PREFIX = "ket_nghia_bench_";
const FOLDER = join(tmpdir(), "ket-nghia-bench");
const DAY_MS = 86_400_000;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Of all that says what is in such a database. */
async function fingerprint(size) {
  const hash = createHash("sha1").update(JSON.stringify(SIZES[size]));
  const migrations = (await readdir(here("../../dist/store/migrations"))).filter((name) => name.endsWith(".js"));
  const made = (await readdir(here("."))).filter((name) => /^(made-|seeded|fill)/.test(name));
  const files = [...migrations.map((name) => here(`../../dist/store/migrations/${name}`)), ...made.map(here)];
  for (const file of files.sort()) hash.update(await readFile(file));
  return hash.digest("hex").slice(0, 8);
}

async function dataFiles() {
  const names = await readdir(here("../../data"), { recursive: true });
  return names
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => here(`../../data/${name}`));
}

/** A place with the product's tables, the real localities and the made rows. What fails is taken away. */
async function make(url, size, takeAway) {
  try {
    const db = await openDb({ url, entities });
    try {
      await loadFiles(db, new Log(db, StatusChange), await dataFiles());
    } finally {
      await db.close();
    }
    await fill(url, SIZES[size]);
  } catch (error) {
    await takeAway();
    throw error;
  }
}

async function sqlite(name, size) {
  const file = join(FOLDER, `${name}.db`);
  const isThere = await stat(file).catch(() => null);
  if (isThere === null) {
    console.error(`Making ${file} …`);
    const half = `${file}.${process.pid}`;
    await make(`sqlite:${half}`, size, () => rm(half, { force: true }));
    await rename(half, file);
  }
  return `sqlite:${file}`;
}

async function postgres(name, size, serverUrl) {
  const url = new URL(serverUrl);
  await asked(serverUrl, async (ask) => {
    if ((await ask(`SELECT 1 FROM pg_database WHERE datname = '${name}'`)).length > 0) return;
    console.error(`Making the database ${name} …`);
    const half = `${name}_${process.pid}`;
    await ask(`CREATE DATABASE ${half}`);
    url.pathname = `/${half}`;
    await make(url.href, size, () => ask(`DROP DATABASE ${half} WITH (FORCE)`));
    await ask(`ALTER DATABASE ${half} RENAME TO ${name}`);
  });
  url.pathname = `/${name}`;
  return url.href;
}

/** The address of a database of that size, which is made if it is not there. */
export async function database({ dialect, size, serverUrl }) {
  const name = `${PREFIX}${size}_${await fingerprint(size)}`;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, `${name}.${dialect}.used`), "");
  await removeOld(dialect, serverUrl);
  return dialect === "sqlite" ? sqlite(name, size) : postgres(name, size, serverUrl);
}

/** Another checkout may be at work on its own: only what nobody has used for a day goes. */
async function removeOld(dialect, serverUrl) {
  const marks = (await readdir(FOLDER)).filter((name) => name.endsWith(`.${dialect}.used`));
  for (const mark of marks) {
    if (Date.now() - (await stat(join(FOLDER, mark))).mtimeMs < DAY_MS) continue;
    const [name] = mark.split(".");
    if (dialect === "sqlite") await rm(join(FOLDER, `${name}.db`), { force: true });
    else await asked(serverUrl, (ask) => ask(`DROP DATABASE IF EXISTS ${name}`));
    await rm(join(FOLDER, mark));
  }
}

/** What a server of databases answers, or an error. */
export async function asked(url, work) {
  const client = new pg.Client({ connectionString: url, application_name: "bench" });
  await client.connect();
  try {
    return await work(async (sql) => (await client.query(sql)).rows);
  } finally {
    await client.end();
  }
}

/** Removes all databases of the bench, of this checkout and of others. */
export async function clean(serverUrl) {
  await rm(FOLDER, { recursive: true, force: true });
  if (serverUrl === null) return;
  await asked(serverUrl, async (ask) => {
    const found = await ask(
      `SELECT datname FROM pg_database WHERE datname ~ '^${PREFIX}(${Object.keys(SIZES).join("|")})_'`,
    );
    for (const { datname } of found) await ask(`DROP DATABASE IF EXISTS ${datname}`);
  });
}
