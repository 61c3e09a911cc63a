import { execFile } from "node:child_process";
import { copyFile, readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import sqlite3 from "sqlite3";
import { StartError } from "../../src/base/errors.js";
import { entities } from "../../src/catalog.js";
import { restoreDatabase } from "../../src/store/copies/restore.js";
import { post } from "../support/http.js";
import { changeAt, headOf, logOf, WATCH, writers } from "../support/log.js";
import { describeOnSqlite } from "../support/postgres.js";
import { freePort, newFile, outcomeOf, type Running, run } from "../support/process.js";
import { tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";
import { ALL_IS_WELL, verifyAt } from "../support/verify.js";

const fileOf = (url: string) => url.replace("sqlite:", "");

/** Says something to a database file past the register. */
async function sql<T = any>(file: string, statement: string): Promise<T[]> {
  const database = new sqlite3.Database(file);
  database.configure("busyTimeout", 5_000);
  try {
    return await new Promise((resolve, reject) => {
      database.all<T>(statement, (error, rows) => (error ? reject(error) : resolve(rows)));
    });
  } finally {
    await new Promise((resolve) => database.close(resolve));
  }
}

async function isWhole(file: string): Promise<boolean> {
  const [found] = await sql(file, "PRAGMA integrity_check");
  return found.integrity_check === "ok" && (await sql(file, "PRAGMA foreign_key_check")).length === 0;
}

const unwritten = async () => {};

describeOnSqlite("A backup", () => {
  let DATABASE_URL: string;
  let folder: string;
  let token: string;
  let PORT: string;
  let server: Running;
  const backUp = (name: string) => outcomeOf("backup", [join(folder, name)], { DATABASE_URL });
  const restore = (name: string) => outcomeOf("restore", [join(folder, name)], { DATABASE_URL });
  const names = async () => (await readdir(folder)).sort();
  const createLocality = async (key: string): Promise<string> => {
    const mutation = `mutation { createLocality(input: { key: "${key}", name: "Mới", kind: DISTRICT }) { locality { id } } }`;
    return (await post(server.url, mutation, {}, await tokenOf("admin"))).data.createLocality.locality.id;
  };

  beforeAll(async () => {
    DATABASE_URL = await newFile();
    folder = dirname(fileOf(DATABASE_URL));
    token = await tokenOf("hanoi");
    PORT = String(await freePort());
    server = await run({ DATABASE_URL, PORT });
  }, 30_000);
  afterAll(() => server?.kill());

  it("made while many write holds all that was acknowledged before, and comes back after a crash", async () => {
    const earlier = await headOf(server.url);
    const writing = writers(4, (title) => changeAt(server.url, token, title));
    await until("some writes", () => writing.acknowledged.length > 20);
    const before = [...writing.acknowledged];
    const { code, said } = await backUp("first");
    expect([code, said]).toEqual([0, expect.stringMatching(/^Backed up to .*first: \d+ bytes, whole and checked/)]);
    const after = writing.acknowledged.length;
    await until("more writes", () => writing.acknowledged.length > after + 20);
    const later = await headOf(server.url);
    await server.kill();
    await writing.stop();
    expect((await stat(join(folder, "first"))).mode & 0o777).toBe(0o600);
    expect(await isWhole(join(folder, "first"))).toBe(true);

    expect(await restore("first")).toEqual({ code: 0, said: expect.stringContaining("is kept in") });
    expect(await isWhole(fileOf(DATABASE_URL))).toBe(true);
    server = await run({ DATABASE_URL, PORT });
    const kept = await logOf(server.url);
    expect(kept).toEqual(expect.arrayContaining(before));
    expect(new Set(kept).size).toBe(kept.length);
    const screen = await watch(server.url, WATCH, { after: earlier });
    const made = await changeAt(server.url, token, "Sau khi phục hồi");
    const seen = await screen.sees((await logOf(server.url, earlier)).length);
    expect(seen.map(({ id }) => id)).toEqual([...(await logOf(server.url, earlier))]);
    expect(seen.at(-1).id).toBe(made);
    const lost = await watch(server.url, WATCH, { after: later });
    await until("the refusal", () => lost.errors.length > 0);
    expect(lost.errors[0]?.extensions.code).toBe("RESYNC_REQUIRED");
    await Promise.all([screen.leave(), lost.leave()]);
    const [old = ""] = (await names()).filter((name) => name.includes("before-restore"));
    expect(await isWhole(join(folder, old))).toBe(true);
    expect(
      (await sql(join(folder, old), "SELECT position FROM log_head WHERE name = 'status_change'"))[0].position,
    ).toBeGreaterThan(kept.length);
  }, 60_000);

  it("that is restored under a running register sends every screen back, and the register goes on", async () => {
    await backUp("second");
    const screen = await watch(server.url, WATCH);
    await changeAt(server.url, token, "Sẽ mất");
    await screen.sees(1);
    const writing = writers(2, (title) => changeAt(server.url, token, title));
    await until("some writes", () => writing.acknowledged.length > 5);
    expect((await restore("second")).code).toBe(0);
    await until("the refusal", () => screen.errors.length > 0);
    expect(screen.errors[0]?.extensions.code).toBe("RESYNC_REQUIRED");
    const count = writing.acknowledged.length;
    await until("more writes", () => writing.acknowledged.length > count + 5);
    await writing.stop();
    expect(writing.failures()).toBe(0);
    expect(await logOf(server.url)).toContain(writing.acknowledged.at(-1));
    const lost = await post(server.url, '{ commitments(filter: { search: "Sẽ mất" }) { totalCount } }');
    expect(lost.data.commitments.totalCount).toBe(0);
    expect(await isWhole(fileOf(DATABASE_URL))).toBe(true);
    expect(await verifyAt(DATABASE_URL)).toEqual(ALL_IS_WELL);
    await screen.leave();
  }, 60_000);

  it("is noticed also where no status had changed since", async () => {
    const toldOf = (key: string) => post(server.url, `{ commitments(filter: { party: ["${key}"] }) { totalCount } }`);
    await backUp("third");
    const screen = await watch(server.url, WATCH, { after: await headOf(server.url) });
    const first = await createLocality("moi");
    expect((await toldOf("moi")).data).toEqual({ commitments: { totalCount: 0 } });
    expect((await restore("third")).code).toBe(0);
    await until("the screen to be sent back", () => screen.closes.length > 0 && screen.connections() === 2);
    expect(await createLocality("khac")).toBe(first); // the same number, for another one
    expect((await toldOf("moi")).code).toBe("BAD_INPUT");
    expect(screen.errors).toEqual([]); // its cursor is of this history, too
    await screen.leave();
  }, 60_000);

  it("brings no token back to life that was revoked after it", async () => {
    const file = fileOf(DATABASE_URL);
    const revoke = (value: string) =>
      sql(
        file,
        `INSERT INTO revocation (kind, value, revoked_at) VALUES ('SUBJECT', '${value}', '2026-01-01T00:00:00.000Z')`,
      );
    await revoke("truoc");
    await backUp("fourth");
    await revoke("sau");
    await outcomeOf("revoke", ["--subject", "sau nua"], { DATABASE_URL });
    const { code, said } = await restore("fourth");
    expect([code, said]).toEqual([0, expect.stringMatching(/^Still revoked, though not in the backup: 2\.$/m)]);
    expect(said).not.toContain("Revoke again");
    expect(await sql(file, "SELECT value FROM revocation ORDER BY id")).toEqual([
      ...[{ value: "truoc" }, { value: "sau" }, { value: "sau nua" }],
    ]);
    expect(await verifyAt(DATABASE_URL)).toEqual(ALL_IS_WELL);
  }, 60_000);

  it("that is restored where the database was moved away says from when on to revoke again", async () => {
    const [{ at }] = await sql(join(folder, "fourth"), "SELECT MAX(at) AS at FROM audit_entry");
    const place = { DATABASE_URL: `sqlite:${join(folder, "moved", "register.db")}` };
    const again = `Revoke again what was revoked since ${at}: there was no database of this register to know it from.`;
    const put = async () => (await outcomeOf("restore", [join(folder, "fourth")], place)).said;
    expect(await put()).toContain(again);
    expect(await put()).not.toContain("Revoke again");
    await outcomeOf("revoke", ["--subject", "moi"], place);
    await sql(fileOf(place.DATABASE_URL), "UPDATE log_head SET epoch = '000000000000' WHERE name = 'status_change'");
    const other = await put(); // made in its place meanwhile
    expect([other, other]).toEqual([expect.stringContaining("not in the backup: 1."), expect.stringContaining(again)]);
  }, 60_000);

  it("is refused where it is not whole, or none, or of another version, and nothing is touched", async () => {
    await backUp("fifth");
    await writeFile(join(folder, "text"), "Không phải cơ sở dữ liệu. ".repeat(1_000));
    await writeFile(join(folder, "empty"), "");
    await sql(join(folder, "foreign"), "CREATE TABLE log_head (position)");
    for (const name of ["cut", "overwritten", "newer", "stray"])
      await copyFile(join(folder, "fifth"), join(folder, name));
    await truncate(join(folder, "cut"), 200_000);
    const bytes = await readFile(join(folder, "overwritten"));
    await writeFile(join(folder, "overwritten"), bytes.fill(0x5a, 120_000, 260_000));
    await sql(join(folder, "newer"), "INSERT INTO migrations (timestamp, name) VALUES (9, 'Later9')");
    await sql(join(folder, "stray"), "UPDATE status_change SET commitment_id = 99999 WHERE position = 1");
    const before = [await names(), await logOf(server.url)];
    for (const name of ["text", "empty", "foreign", "cut", "overwritten", "newer", "stray", "nowhere", "register.db"]) {
      const refusal = await restoreDatabase(join(folder, name), DATABASE_URL, entities, unwritten).catch(
        (error) => error,
      );
      expect([name, refusal]).toEqual([name, expect.any(StartError)]);
      expect(refusal.message).toMatch(/(file|database|damaged|version)[^\n]*$/);
    }
    expect((await backUp("fifth")).said).toMatch(/already: choose another name/);
    expect([await names(), await logOf(server.url)]).toEqual(before);
  }, 60_000);

  it("leaves no half file where the disk is full", async () => {
    const before = await names();
    const limited = 'ulimit -f 300; node "dist/commands/$0.js" "$1"';
    for (const [name, file] of [
      ["backup", "sixth"],
      ["restore", "fifth"],
    ] as const) {
      const env = { PATH: process.env.PATH, DATABASE_URL };
      const failed = await promisify(execFile)("sh", ["-c", limited, name, join(folder, file)], { env }).catch(
        (error) => error,
      );
      expect([failed.code, failed.stderr]).toEqual([1, expect.stringMatching(/^Cannot (back up|restore)[^\n]+\n$/)]);
      expect(await names()).toEqual(before);
    }
    expect((await logOf(server.url)).length).toBeGreaterThan(18);
  }, 60_000);

  it("goes where there is no database, and where there is one that nobody runs on, but not over one that cannot be kept", async () => {
    const place = join(folder, "new", "register.db");
    const put = () => restoreDatabase(join(folder, "fifth"), `sqlite:${place}`, entities, unwritten);
    const unknownSince = expect.stringMatching(/^20\d\d-.+Z$/);
    expect(await put()).toMatchObject({ kept: null, carried: [], unknownSince });
    const { kept, position, ...more } = await put();
    expect(more).toEqual({ carried: [], unknownSince: null });
    expect([await isWhole(place), await isWhole(kept as string)]).toEqual([true, true]);
    expect((await sql(place, "SELECT position FROM log_head WHERE name = 'status_change'"))[0].position).toBe(position);
    const refuses = () => Promise.reject(new Error("nothing is written"));
    await expect(restoreDatabase(join(folder, "fourth"), `sqlite:${place}`, entities, refuses)).rejects.toThrow(
      /^Cannot replace .*: nothing is written\./,
    );
    expect((await sql(place, "SELECT position FROM log_head WHERE name = 'status_change'"))[0].position).toBe(position);
    expect((await readdir(dirname(place))).sort()).toEqual(["register.db", basename(kept as string)]);
    await writeFile(place, "");
    expect(await put()).toMatchObject({ unknownSince });
    await writeFile(place, "Không phải cơ sở dữ liệu. ".repeat(1_000));
    await expect(put()).rejects.toThrow(/^Cannot replace .*move the file away and restore again\.$/);
    expect(await readFile(place, "utf8")).toMatch(/^Không phải/);
  }, 60_000);
});
