import type { MigrationInterface, QueryRunner } from "typeorm";
import { linkAfter } from "../../src/base/chain.js";
import { type Anchor, verify } from "../../src/features/audit/verify.js";
import { recordDeed } from "../../src/live/log/deeds.js";
import { DatabaseFile } from "../../src/store/copies/file.js";
import { BAR, Chain1764500000000 } from "../../src/store/migrations/1764500000000-chain.js";
import { Tied1764600200000 } from "../../src/store/migrations/1764600200000-tied.js";
import { Left1764600300000 } from "../../src/store/migrations/1764600300000-left.js";
import { Statement } from "../../src/store/statements.js";
import { burst } from "../support/burst.js";
import { changeAt, writers } from "../support/log.js";
import { promiseAt, propose, proposed, revert, step } from "../support/promise.js";
import { type Register, startRegister, tokenOf } from "../support/register.js";
import { ALL_IS_WELL, verifyAt } from "../support/verify.js";

type Row = Record<string, unknown>;

describe("The chain through history and audit log", () => {
  let register: Register;
  let anchor: Anchor;
  beforeAll(async () => {
    register = await startRegister();
    const { changeId } = await promiseAt(register, "IN_PROGRESS");
    await revert(register, changeId, "coordinator");
    await propose(register, undefined);
    await step(register, "HN-QNA-2019-01", "IN_PROGRESS", "hanoi");
    await burst(register, 1_100); // more than two pages
    await register.app.db.write(async (tx) => {
      for (let line = 0; line < 600; line++) await recordDeed(tx, { mutation: "load" });
    });
    await sql("UPDATE commitment SET status_since = (SELECT MAX(at) FROM status_change) WHERE id = 1");
    anchor = (await verify(register.app.db, fail)).head;
    await promiseAt(register, "COMPLETED");
    await promiseAt(register, "DISPUTED");
  });
  afterAll(() => register.stop());

  const isPostgres = process.env.TEST_POSTGRES_URL !== undefined;
  /** Whoever may write to the database may lift the bar against it. */
  const lift = isPostgres
    ? ["ALTER TABLE audit_entry DISABLE TRIGGER USER"]
    : ["DROP TRIGGER audit_entry_stands_update", "DROP TRIGGER audit_entry_stands_delete"];
  const fail = (problem: string) => {
    throw new Error(problem);
  };

  const bar = isPostgres ? ["ALTER TABLE audit_entry ENABLE TRIGGER USER"] : BAR.sqlite;

  /** Puts the bar back, too, so that nothing tells of it. */
  const forge = (...statements: [text: string, values?: unknown[]][]) =>
    register.app.db.write(async (tx) => {
      for (const statement of lift) await tx.query(statement);
      for (const statement of statements) await tx.query(...statement);
      for (const statement of bar) await tx.query(statement);
    });
  const sql = (...statements: string[]) => forge(...statements.map((text): [string] => [text]));
  const migrate = (step: new () => MigrationInterface, way: "up" | "down") =>
    register.app.db.write(async (tx) => new step()[way](tx.queryRunner as QueryRunner));
  const rowsOf = (table: string): Promise<Row[]> => register.app.db.read.query(`SELECT * FROM ${table} ORDER BY id`);

  async function problems(since?: Anchor): Promise<string[]> {
    const told: string[] = [];
    await verify(register.app.db, (problem) => told.push(problem), since);
    return told;
  }

  /** Sets columns of a row, and gives how to set them back. */
  async function edit(table: string, key: string, columns: Row): Promise<() => Promise<void>> {
    const [row] = await register.app.db.read.query(`SELECT * FROM ${table} WHERE ${key}`);
    const set = (values: Row) => {
      const statement = new Statement(register.app.db.dialect);
      const list = Object.keys(columns).map((name) => `${name} = ${statement.bind(values[name])}`);
      return forge([`UPDATE ${table} SET ${list.join(", ")} WHERE ${key}`, statement.values]);
    };
    await set(columns);
    return () => set(row);
  }

  async function insert(table: string, row: Row): Promise<void> {
    const statement = new Statement(register.app.db.dialect);
    const list = statement.list(Object.values(row));
    const text = `INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES ${list}`;
    await forge([text, statement.values]);
  }

  afterEach(async () => expect(await problems()).toEqual([]));

  it("holds from the beginning to the head, and contains what was written down earlier", async () => {
    const { head, rows } = await verify(register.app.db, fail, anchor);
    const [changes, lines] = [await rowsOf("status_change"), await rowsOf("audit_entry")];
    expect(rows).toEqual({ status_change: changes.length, audit_entry: lines.length, commitment: 21, revocation: 0 });
    expect(head.link).toBe(changes.length + lines.length);
    await verify(register.app.db, fail, head);
  });

  it.each([
    ["status_change", "by_name", "Ai đó"],
    ["status_change", "reason", "Vì thế"],
    ["status_change", "evidence", '[{"title":"Khác"}]'],
    ["status_change", "at", "2020-01-01T00:00:00.000Z"],
    ["status_change", "mark", "000000000000"],
    ["audit_entry", "subject", "ai"],
    ["audit_entry", "refused_for", "FORBIDDEN"],
    ["audit_entry", "at", "2020-01-01T00:00:00.000Z"],
    ["audit_entry", "hash", "0".repeat(64)],
  ])("shows a row of %s whose %s was edited", async (table, column, value) => {
    const { id, link } = (await rowsOf(table))[3] as { id: number; link: number };
    const undo = await edit(table, `id = ${id}`, { [column]: value });
    expect((await problems())[0]).toBe(
      `${table} ${id} (link ${link}): is not what was written here, or does not follow the link before it.`,
    );
    await undo();
  });

  it("shows a row that was given another id", async () => {
    const [{ id }] = await register.app.db.read.query("SELECT id FROM status_change WHERE position = 7");
    await sql("UPDATE status_change SET id = 9999999 WHERE position = 7");
    expect(await problems()).toEqual([expect.stringMatching(/^status_change 9999999 \(link \d+\): is not/)]);
    await sql(`UPDATE status_change SET id = ${id} WHERE position = 7`);
  });

  it.each(["status_change", "audit_entry"])("shows where rows of %s are missing, also at the end", async (table) => {
    const rows = await rowsOf(table);
    for (const row of [rows.at(-3), rows.at(-1)] as Row[]) {
      await sql(`DELETE FROM ${table} WHERE id = ${row.id}`);
      const told = (await problems()).join("\n");
      if (row === rows.at(-1) && table === "audit_entry") expect(told).toContain("log_head: its link is");
      else expect(told).toContain(`(link ${Number(row.link) + 1}): follows link ${Number(row.link) - 1}`);
      await insert(table, row);
    }
  });

  it("shows a row that was put in, with a link of its own or without one", async () => {
    const [last, head] = [(await rowsOf("audit_entry")).at(-1) as Row, (await verify(register.app.db, fail)).head];
    const { link: _link, hash: _hash, ...forged }: Row = { ...last, id: 9_999_999, subject: "ai" };
    const put = async (row: Row, problem: RegExp) => {
      await insert("audit_entry", row);
      expect((await problems())[0]).toMatch(problem);
      await sql("DELETE FROM audit_entry WHERE id = 9999999");
    };
    const linked: Row = { ...forged, link: head.link + 1 };
    linked.hash = linkAfter(head.hash, "audit_entry", linked);
    await put(linked, /^log_head: its link is \d+, that of the last row is \d+\.$/);
    await put({ ...forged, link: -1, hash: "" }, /^audit_entry 9999999: was not written by the register/);
  });

  it("takes no change of status from an older version that still runs, and shows one that it has written", async () => {
    const change = {
      ...(await rowsOf("status_change"))[0],
      id: 9_999_999,
      position: 9_999_999,
      link: null,
      hash: null,
    };
    await expect(insert("status_change", change)).rejects.toThrow(/older version|status_change_tied/);
    await migrate(Tied1764600200000, "down");
    await insert("status_change", change);
    await migrate(Tied1764600200000, "up");
    expect((await problems()).join("\n")).toContain("status_change 9999999: was not written by the register");
    await sql("DELETE FROM status_change WHERE id = 9999999");
  });

  it.each(["status_change", "audit_entry"])(
    "shows a second row of %s in the place of another, wherever it is",
    async (table) => {
      const rows = (await rowsOf(table)).sort((a, b) => Number(a.link) - Number(b.link));
      expect(rows.length).toBeGreaterThan(500);
      await sql(`DROP INDEX ${table}_link`);
      for (const place of [3, 500]) {
        // 500: the last of a page
        const other = table === "status_change" ? { position: 9_999_999 } : { subject: "ai" };
        await insert(table, { ...rows[place - 1], id: 9_999_999, ...other });
        expect((await problems()).join("\n")).toContain(
          `${table} 9999999 (link ${rows[place - 1]?.link}): follows link`,
        );
        await sql(`DELETE FROM ${table} WHERE id = 9999999`);
      }
      await sql(`CREATE UNIQUE INDEX ${table}_link ON ${table} (link)`);
    },
  );

  it("shows a history whose commitment is gone", async () => {
    const [{ commitment_id: id }] = await register.app.db.read.query(
      "SELECT commitment_id FROM status_change WHERE position = 3",
    );
    const name = async (commitment: number) => {
      const text = `UPDATE status_change SET commitment_id = ${commitment} WHERE position = 3`;
      if (isPostgres) return sql("SET LOCAL session_replication_role = replica", text);
      const file = await DatabaseFile.open(register.databaseUrl.replace("sqlite:", ""));
      await file.all(text).finally(() => file.close());
    };
    await name(9_999_999);
    expect((await problems()).join("\n")).toMatch(/^status_change \d+: is of commitment 9999999, which is gone\.$/m);
    await name(id);
  });

  it("shows that its head is gone", async () => {
    await sql("UPDATE log_head SET name = 'away' WHERE name = 'status_change'");
    expect(await problems()).toEqual(["log_head: the head is gone, without which the chain cannot be checked."]);
    await sql("UPDATE log_head SET name = 'status_change' WHERE name = 'away'");
  });

  it("shows that what keeps the audit log from being changed was taken away or weakened", async () => {
    const gone = isPostgres
      ? ["DROP TRIGGER audit_entry_stands ON audit_entry", "DROP FUNCTION audit_entry_stands"]
      : lift;
    const weaker = isPostgres
      ? [String(BAR.postgres[0]).replace("RAISE EXCEPTION", "RAISE NOTICE"), String(BAR.postgres[1])]
      : BAR.sqlite.map((text) => text.replace("BEGIN", "WHEN OLD.id > 3 BEGIN"));
    const plain = (statements: readonly string[]) =>
      register.app.db.write(async (tx) => {
        for (const statement of statements) await tx.query(statement);
      });
    const states = isPostgres ? [gone, weaker, [...gone, ...BAR.postgres, ...lift]] : [gone, weaker];
    for (const state of states) {
      await plain(state);
      const told = await problems();
      expect(told).toHaveLength(isPostgres ? 1 : 2);
      for (const each of told) expect(each).toMatch(/^audit_entry: the trigger audit_entry_stands\w*, which keeps it/);
    }
    await plain(isPostgres ? bar : [...gone, ...BAR.sqlite]);
  });

  it("shows both rows whose contents or places were swapped", async () => {
    const [one, two] = (await rowsOf("status_change")).slice(4, 6) as [Row, Row];
    const named = [one, two].map(({ id, link }) => `status_change ${id} (link ${link})`);
    for (const columns of [["commitment_id", "by_name"], ["link", "hash"], ["position"]]) {
      const of = (row: Row, sign = 1) =>
        Object.fromEntries(
          columns.map((name) => [name, ["link", "position"].includes(name) ? sign * Number(row[name]) : row[name]]),
        );
      const set = async (first: Row, second: Row) => {
        await edit("status_change", `id = ${one.id}`, of(one, -1)); // they are unique
        await edit("status_change", `id = ${two.id}`, of(first));
        await edit("status_change", `id = ${one.id}`, of(second));
      };
      await set(one, two);
      const told = (await problems()).join("\n");
      for (const name of columns.includes("link") ? [`status_change ${one.id} `, `status_change ${two.id} `] : named)
        expect(told).toContain(name);
      await set(two, one);
    }
  });

  it.each([
    ["hash", "f".repeat(64)],
    ["link", 3],
    ["position", 3],
    ["epoch", "000000000000"],
  ])("shows an edited %s of the head", async (column, value) => {
    const undo = await edit("log_head", "name = 'status_change'", { [column]: value });
    const [first] = await problems();
    expect(first).toContain(
      column === "epoch" ? "status_change 1 (link 1): is not" : `log_head: its ${column} is ${value}`,
    );
    await undo();
  });

  it("shows a commitment that does not stand where its history ends", async () => {
    const { id, reference } = await proposed(register);
    const row = Number(Buffer.from(id, "base64url").toString().split(":")[1]);
    for (const columns of [{ status: "COMPLETED" }, { status_since: "2020-01-01T00:00:00.000Z" }]) {
      const undo = await edit("commitment", `id = ${row}`, columns);
      expect(await problems()).toEqual([expect.stringMatching(`^commitment ${row} \\(${reference}\\): is `)]);
      await undo();
    }
    const undo = await edit("status_change", `commitment_id = ${row}`, { from_status: "AGREED" });
    expect((await problems()).join("\n")).toMatch(/is from AGREED, but commitment \d+ \(\S+\) was not born/);
    await undo();
  });

  it("holds when it was made anew from the edited row on, but does not contain what was written down", async () => {
    const all = async () =>
      [
        ...(await rowsOf("status_change")).map((row) => ["status_change", row]),
        ...(await rowsOf("audit_entry")).map((row) => ["audit_entry", row]),
      ].sort(([, a], [, b]) => Number((a as Row).link) - Number((b as Row).link)) as [string, Row][];
    const original = await all();
    const write = (rows: [string, Row][], hash: unknown) =>
      sql(
        ...rows.map(([table, row]) => `UPDATE ${table} SET hash = '${row.hash}' WHERE id = ${row.id}`),
        `UPDATE log_head SET hash = '${hash}'`,
      );
    const undo = await edit("status_change", "position = 3", { by_name: "Ai đó" });
    const [{ epoch }] = await register.app.db.read.query("SELECT epoch FROM log_head");
    let hash = epoch;
    const forged = (await all()).map(([table, row]): [string, Row] => {
      hash = linkAfter(hash, table, row);
      return [table, { ...row, hash }];
    });
    await write(forged, hash);
    expect(await problems()).toEqual([]);
    expect(await problems(anchor)).toEqual([
      expect.stringContaining(`The chain has no link ${anchor.link} with this hash`),
    ]);
    await undo();
    await write(original, original.at(-1)?.[1].hash);
    expect(await problems(anchor)).toEqual([]);
    expect(await problems({ ...anchor, link: 1_000_000 })).toHaveLength(1);
  }, 30_000);

  it("is made of the history of a register from before it had one", async () => {
    await migrate(Tied1764600200000, "down");
    await migrate(Chain1764500000000, "down");
    await migrate(Chain1764500000000, "up");
    await migrate(Tied1764600200000, "up");
    await migrate(Left1764600300000, "up");
    await proposed(register);
    expect((await verify(register.app.db, fail)).rows.audit_entry).toBe(1);
  });
});

describe("npm run verify", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  it("tells while the register is written to that all is well, and what to keep; then that it is still there", async () => {
    const token = await tokenOf("hanoi");
    const writing = writers(4, (title) => changeAt(register.url, token, title));
    const { code, said } = await verifyAt(register.databaseUrl);
    await writing.stop();
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/^Checked: status_change: \d+, audit_entry: \d+, commitment: \d+, revocation: \d+\.\n/),
    ]);
    const since = /--since (\d+:[0-9a-f]{64})\n$/.exec(said)?.[1] as string;
    const again = await verifyAt(register.databaseUrl, "--since", since);
    expect(again).toEqual({
      code: 0,
      said: expect.stringContaining(`It contains link ${since.split(":")[0]}, as it was written down.`),
    });
    expect(again).toEqual(ALL_IS_WELL);
    expect(writing.failures()).toBe(0);
  }, 30_000);

  it("ends with 1 where something is wrong, and names it", async () => {
    await register.app.db.write((tx) => tx.query("UPDATE status_change SET by_name = 'Ai đó' WHERE position = 2"));
    const { code, said } = await verifyAt(register.databaseUrl);
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(
        /^status_change 2 \(link 2\): is not .+\nChecked: .+\nNot as it was written: 1 problem\.\n$/,
      ),
    ]);
    expect((await verifyAt(register.databaseUrl, "--since", "12")).said).toMatch(/^Usage: npm run verify/);
  }, 30_000);
});
