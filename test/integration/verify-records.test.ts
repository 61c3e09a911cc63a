import { verify } from "../../src/features/audit/verify.js";
import { recordDeed } from "../../src/live/log/deeds.js";
import { revocationsFrom, revoke } from "../../src/live/revocations.js";
import { Statement } from "../../src/store/statements.js";
import { type Register, startRegister } from "../support/register.js";

describe("A revocation", () => {
  let register: Register;
  const kinds = ["SUBJECT", "TOKEN"] as const;
  beforeAll(async () => {
    register = await startRegister({ empty: true });
    await sql("INSERT INTO revocation (kind, value, revoked_at) VALUES ('SUBJECT', 'xưa', '2025-01-01T00:00:00.000Z')");
    for (const kind of kinds) await revoke(register.app.db, { kind, value: `của ${kind}`, why: null });
  });
  afterAll(() => register.stop());

  const sql = (text: string) => register.app.db.write((tx) => tx.query(text));
  const rows = () => revocationsFrom(register.app.db.read, 0);
  async function problems(): Promise<string[]> {
    const told: string[] = [];
    const { rows: checked } = await verify(register.app.db, (problem) => told.push(problem));
    expect(checked.revocation).toBe((await rows()).length);
    return told;
  }
  const gone = (value: string) =>
    expect.stringMatching(
      RegExp(`^audit_entry \\d+ \\(link \\d+\\): tells of a revocation \\(of ${value}\\) that is gone`),
    );
  const foreign = (value: string) =>
    expect.stringMatching(RegExp(`^revocation \\d+ \\(of ${value}\\): is not what was written here, or was not`));
  const WHAT_WAS = ["kind", "value", "revoked_at", "why"];
  /** Takes all that is there away, and gives how to put it back. */
  async function emptied(): Promise<() => Promise<void>> {
    const before = await register.app.db.read.query("SELECT * FROM revocation ORDER BY id");
    await sql("DELETE FROM revocation");
    return async () => {
      await sql("DELETE FROM revocation");
      for (const row of before) {
        const statement = new Statement(register.app.db.dialect);
        const list = statement.list(WHAT_WAS.map((name) => row[name]));
        const text = `INSERT INTO revocation (${WHAT_WAS.join(", ")}) VALUES ${list}`;
        await register.app.db.write((tx) => tx.query(text, statement.values));
      }
    };
  }

  afterEach(async () => expect(await problems()).toEqual([]));

  it("may be of before the audit log, may be made twice, and may have a long name", async () => {
    const long = "x".repeat(300);
    for (const value of [long, long, "của TOKEN"])
      await revoke(register.app.db, { kind: "TOKEN", value, why: "lần nữa" });
  });

  it("that was deleted behind the register's back is told", async () => {
    const undo = await emptied();
    const told = await problems();
    expect(told).toEqual(expect.arrayContaining([gone("của SUBJECT"), gone("của TOKEN")]));
    await undo();
  });

  it.each([
    ["kind", "TOKEN"],
    ["value", "người khác"],
    ["revoked_at", "2020-01-01T00:00:00.000Z"],
  ])("whose %s was edited is told", async (column, value) => {
    const undo = await emptied();
    await undo();
    await sql(`UPDATE revocation SET ${column} = '${value}' WHERE value = 'của SUBJECT'`);
    expect(await problems()).toContainEqual(gone("của SUBJECT"));
    await undo();
  });

  it("that was put in is told", async () => {
    await sql(
      `INSERT INTO revocation (kind, value, revoked_at) VALUES ('SUBJECT', 'ai', '${new Date().toISOString()}')`,
    );
    expect(await problems()).toEqual([foreign("ai")]);
    await sql("DELETE FROM revocation WHERE value = 'ai'");
  });

  it("of an older version has a line without a digest, and is known by its name and time", async () => {
    const revokedAt = new Date().toISOString();
    await register.app.db.write(async (tx) => {
      await tx.query(`INSERT INTO revocation (kind, value, revoked_at) VALUES ('SUBJECT', 'cũ', '${revokedAt}')`);
      await recordDeed(tx, { mutation: "revoke", record: { called: "cũ" } });
    });
    expect(await problems()).toEqual([]);
    for (const edit of ["DELETE FROM revocation", "UPDATE revocation SET revoked_at = '2020-01-01T00:00:00.000Z'"]) {
      await sql(`${edit} WHERE value = 'cũ'`);
      expect(await problems()).toContainEqual(gone("cũ"));
      await sql("DELETE FROM revocation WHERE value = 'cũ'");
      await sql(`INSERT INTO revocation (kind, value, revoked_at) VALUES ('SUBJECT', 'cũ', '${revokedAt}')`);
    }
  });

  it("that an older version carried over a restore has no line, and is known by that of the restore", async () => {
    await sql(
      `INSERT INTO revocation (kind, value, revoked_at) VALUES ('SUBJECT', 'mang sang', '${new Date().toISOString()}')`,
    );
    await register.app.db.write((tx) => recordDeed(tx, { mutation: "restore", record: { called: "cũ.db" } }));
  });
});
