import fc from "fast-check";
import { searchKey } from "../../src/base/text.js";
import { entities } from "../../src/catalog.js";
import { readWords, textMatches, wordsMatch } from "../../src/graphql/lists/search.js";
import { moveDatabase } from "../../src/store/copies/move.js";
import type { Db } from "../../src/store/db.js";
import { Search1764100000000 } from "../../src/store/migrations/1764100000000-search.js";
import { openDb } from "../../src/store/open.js";
import { Statement } from "../../src/store/statements.js";
import { newDatabase, newFile } from "../support/process.js";

const TABLES = ["locality", "leader", "initiative", "meeting", "commitment"];
const INTO_LEADER = "INSERT INTO leader (key, name, search_key, sort_key)";

const found = async (db: Db, text: string, table = "leader"): Promise<number[]> => {
  const statement = new Statement(db.dialect);
  const [condition] = wordsMatch(statement, table, "r", readWords(text));
  const rows = await db.read.query(`SELECT r.id FROM ${table} r WHERE ${condition} ORDER BY r.id`, statement.values);
  return rows.map((row: { id: number }) => row.id);
};

/** Leaders of these names, by hand-written SQL: no code of the register indexes them. */
const insert = (db: Db, names: string[]) =>
  db.write(async (tx) => {
    for (const name of names) {
      const statement = new Statement(db.dialect);
      const values = [`k${Math.random()}`, name, searchKey(name), ""];
      await tx.query(`${INTO_LEADER} VALUES ${statement.list(values)}`, statement.values);
    }
  });

/** What SQLite says of an index that is not in step with its table. PostgreSQL's is worked out from the row itself. */
const checkInStep = (db: Db) =>
  db.write(async (tx) => {
    if (db.dialect === "postgres") return;
    for (const table of TABLES) {
      await tx.query(`INSERT INTO ${table}_words (${table}_words, rank) VALUES ('integrity-check', 1)`);
    }
  });

describe("The index of a search", () => {
  let url: string;
  let db: Db;
  beforeAll(async () => {
    url = await newDatabase();
    db = await openDb({ url, entities });
  });
  afterAll(() => db.close());

  it("knows rows that are inserted, changed and deleted by whatever SQL", async () => {
    await insert(db, ["Lý Thường Kiệt", "Trần Quốc Toản"]);
    const [kiet, toan] = [await found(db, "kiet"), await found(db, "toan quoc")];
    expect([kiet.length, toan.length]).toEqual([1, 1]);
    await db.write((tx) => tx.query(`UPDATE leader SET search_key = 'le loi', name = 'Lê Lợi' WHERE id = ${kiet[0]}`));
    expect([await found(db, "kiet"), await found(db, "loi le")]).toEqual([[], kiet]);
    await db.write((tx) => tx.query(`UPDATE leader SET name = 'x', id = 7000 WHERE id = ${toan[0]}`));
    expect(await found(db, "toan")).toEqual([7000]);
    const upsert = "ON CONFLICT (key) DO UPDATE SET search_key = excluded.search_key";
    await db.write((tx) => tx.query(`${INTO_LEADER} VALUES ('u', 'U', 'mot', '') ${upsert}`));
    await db.write((tx) => tx.query(`${INTO_LEADER} VALUES ('u', 'U', 'hai', '') ${upsert}`));
    expect([await found(db, "mot"), (await found(db, "hai")).length]).toEqual([[], 1]);
    await expect(
      db.write(async (tx) => {
        await tx.query("DELETE FROM leader");
        throw new Error("taken back");
      }),
    ).rejects.toThrow("taken back");
    expect(await found(db, "toan")).toEqual([7000]);
    await db.write((tx) => tx.query("DELETE FROM leader WHERE id = 7000"));
    expect(await found(db, "toan")).toEqual([]);
    await checkInStep(db);
  });

  it("is what finds the rows: nothing is scanned", async () => {
    const many = Array.from(
      { length: 5_000 },
      (_, index) => `Người ${index} ${index % 1_000 === 0 ? "hiếm" : "thường"}`,
    );
    await insert(db, many);
    if (db.dialect === "postgres") await db.write((tx) => tx.query("ANALYZE leader"));
    const statement = new Statement(db.dialect);
    const [condition] = wordsMatch(statement, "leader", "r", ["hie"]);
    const explain = db.dialect === "postgres" ? "EXPLAIN" : "EXPLAIN QUERY PLAN";
    const plan: object[] = await db.read.query(
      `${explain} SELECT r.id FROM leader r WHERE ${condition}`,
      statement.values,
    );
    const text = plan.map((row) => Object.values(row).join(" ")).join("\n");
    expect(text).toMatch(
      db.dialect === "postgres"
        ? /Bitmap Index Scan on leader_words/
        : /SEARCH r USING INTEGER PRIMARY KEY.*\n.*\n.*leader_words VIRTUAL TABLE INDEX/,
    );
    expect(text).not.toMatch(/Seq Scan|SCAN r\b/);
    expect(await found(db, "hie")).toHaveLength(5);
  });

  it("finds exactly what the same words match on an event", async () => {
    const syllable = fc.constantFrom(
      ..."hòa hoà hoa Đà đa nẵng nâng 2019 15km a1 or ß ΟΔΟΣ 한국 ｆｆ İ ǅ 𐐀𐐨 x̣́ ² ৳ 🎉 '\" ' * & : ' \\ - _".split(" "),
    );
    const long = fc.nat({ max: 260 }).map((length) => "ă".repeat(length));
    const text = fc
      .array(
        fc.oneof(
          { weight: 9, arbitrary: syllable },
          { weight: 1, arbitrary: long },
          { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }) },
        ),
        { maxLength: 6 },
      )
      .map((parts) => parts.join(" ").replaceAll("\0", ""));
    const rows = fc.sample(text, { numRuns: 300, seed: 1 });
    await db.write((tx) => tx.query("DELETE FROM leader"));
    await insert(db, rows);
    const kept: { id: number; search_key: string }[] = await db.read.query(
      "SELECT id, search_key FROM leader ORDER BY id",
    );
    const sought = fc.tuple(text, fc.nat()).map(([words, cut]) => words.slice(0, 1 + (cut % 200)));
    await fc.assert(
      fc.asyncProperty(
        sought.filter((words) => searchKey(words) !== ""),
        fc.nat({ max: 299 }),
        text,
        async (words, which, changed) => {
          const row = kept[which] as (typeof kept)[number];
          row.search_key = searchKey(changed);
          const statement = new Statement(db.dialect);
          const sql = `UPDATE leader SET search_key = ${statement.bind(row.search_key)} WHERE id = ${row.id}`;
          await db.write((tx) => tx.query(sql, statement.values));
          const matching = kept.filter((each) => textMatches(each.search_key, readWords(words)));
          expect(await found(db, words)).toEqual(matching.map((each) => each.id));
        },
      ),
      { numRuns: 300 },
    );
    await checkInStep(db);
  });

  it("is filled where rows are older than itself", async () => {
    await insert(db, ["Người Có Trước"]);
    await db.write(async (tx) => {
      await new Search1764100000000().down(tx.queryRunner as never);
      await tx.query("DELETE FROM migrations WHERE name = 'Search1764100000000'");
      await tx.query(`${INTO_LEADER} VALUES ('meanwhile', 'M', 'khi khong co muc luc', '')`);
    });
    await db.close();
    db = await openDb({ url, entities });
    expect([(await found(db, "truoc nguoi")).length, (await found(db, "muc luc")).length]).toEqual([1, 1]);
    await checkInStep(db);
  });

  it("is as good after a move, there and back", async () => {
    const [there, back] = [await newFile(), await newDatabase()];
    for (const [from, to] of [
      [url, there],
      [there, back],
    ] as const) {
      const tables = (await moveDatabase(from, to, entities)).map((moved) => moved.table);
      expect(tables).toEqual(expect.arrayContaining(TABLES));
      expect(tables.filter((table) => table.includes("words"))).toEqual([]);
      const moved = await openDb({ url: to, entities });
      expect(await found(moved, "nguoi truoc")).toEqual(await found(db, "nguoi truoc"));
      await checkInStep(moved);
      await moved.close();
    }
  });
});
