import { verify } from "../../src/features/audit/verify.js";
import { CommitmentKind, CommitmentStatus } from "../../src/features/commitments/commitment.enums.js";
import { createCommitment } from "../../src/features/commitments/commitment.service.js";
import { StatusChange } from "../../src/features/commitments/status-change.entity.js";
import { conferenceFiles } from "../../src/features/load/conference.js";
import { loadFiles } from "../../src/features/load/load.js";
import { recordDeed } from "../../src/live/log/deeds.js";
import { revocationsFrom, revoke } from "../../src/live/revocations.js";
import { Statement } from "../../src/store/statements.js";
import { promiseAt, propose, proposed, revert } from "../support/promise.js";
import { type Register, startRegister } from "../support/register.js";
import { save } from "../support/sent.js";

describe("A commitment", () => {
  let register: Register;
  let id: string;
  let row: number;
  let reference: string;
  beforeAll(async () => {
    register = await startRegister();
    ({ id, reference } = await proposed(register, "hanoi", { requestId: "một lần", visibility: "PARTIES" }));
    row = rowOf(id);
  });
  afterAll(() => register.stop());

  const rowOf = (of: string) => Number(Buffer.from(of, "base64url").toString().split(":")[1]);
  const sql = (text: string) => register.app.db.write((tx) => tx.query(text));
  async function problems(): Promise<string[]> {
    const told: string[] = [];
    await verify(register.app.db, (problem) => told.push(problem));
    return told;
  }
  const another = (which: number, name: string) =>
    `commitment ${which} (${name}): its words, its parts or who may see it are not what was written here.`;
  const update = (of: string, changes: object) =>
    save(register, "updateCommitment", { id: of, ...changes }, "coordinator");
  const loadAgain = async () => loadFiles(register.app.db, register.app.feed.log, await conferenceFiles());
  /** Sets a column behind the register's back, and sets it back after what is asked meanwhile. */
  async function edited(table: string, key: string, column: string, value: string): Promise<string[]> {
    const [{ own, was }] = await register.app.db.read.query(
      `SELECT id AS own, ${column} AS was FROM ${table} WHERE ${key}`,
    );
    await sql(`UPDATE ${table} SET ${column} = ${value} WHERE id = ${own}`);
    const told = await problems();
    const back = new Statement(register.app.db.dialect);
    const text = `UPDATE ${table} SET ${column} = ${back.bind(was)} WHERE id = ${own}`;
    await register.app.db.write((tx) => tx.query(text, back.values));
    return told;
  }

  afterEach(async () => expect(await problems()).toEqual([]));

  it("is what was written, whatever is done with it", async () => {
    const { changeId } = await promiseAt(register, "COMPLETED");
    await revert(register, changeId, "coordinator");
    expect((await update(id, { title: "Trồng hai vườn cây", requestId: "sửa" })).code).toBeUndefined();
    await update(id, { title: "Trồng ba vườn cây", dueOn: "2030" });
    await update(id, { title: "Trồng hai vườn cây", requestId: "sửa" }); // answered, and not done again
    expect((await update(id, { title: "" })).code).toBe("BAD_INPUT");
    await propose(register, "hanoi", { requestId: "một lần", visibility: "PARTIES" });
    await loadAgain();
  });

  it.each([
    ["visibility", "'PUBLIC'"],
    ["title_vi", "'Khác'"],
    ["description_en", "'Other'"],
    ["due_on", "'2040'"],
    ["proposed_by_id", "NULL"],
    ["initiative_id", "1"],
  ])("whose %s was edited behind the register's back is told", async (column, value) => {
    expect(await edited("commitment", `id = ${row}`, column, value)).toEqual([another(row, reference)]);
  });

  it.each([
    ["commitment_party", "role = 'OWES'", "role", "'BENEFITS'"],
    ["commitment_party", "role = 'OWES'", "locality_id", "(SELECT id FROM locality WHERE key = 'hue')"],
    ["commitment_party", "role = 'OWES'", "visibility", "'PUBLIC'"],
    ["commitment_sector", "1 = 1", "sector_id", "(SELECT MAX(id) FROM sector)"],
  ])("one of whose rows of %s, with %s, has another %s is told", async (table, key, column, value) => {
    expect(await edited(table, `${key} AND commitment_id = ${row}`, column, value)).toEqual([another(row, reference)]);
  });

  it("of a data file is told, too, with the sources that vouch for it and who said it", async () => {
    const [first] = await register.app.db.read.query(
      `SELECT c.id, c.reference FROM commitment c JOIN commitment_speaker s ON s.commitment_id = c.id
        JOIN citation v ON v.subject = 'Commitment' AND v.subject_id = c.id ORDER BY c.id LIMIT 1`,
    );
    const told = [another(first.id, first.reference)];
    const speaker = `id = (SELECT MIN(id) FROM commitment_speaker WHERE commitment_id = ${first.id})`;
    const other = `(SELECT MAX(l.id) FROM leader l WHERE l.id NOT IN
      (SELECT leader_id FROM commitment_speaker WHERE commitment_id = ${first.id}))`;
    const source = `id = (SELECT MIN(id) FROM citation WHERE subject = 'Commitment' AND subject_id = ${first.id})`;
    expect(await edited("commitment", `id = ${first.id}`, "visibility", "'PARTIES'")).toEqual(told);
    expect(await edited("commitment_speaker", speaker, "leader_id", other)).toEqual(told);
    expect(await edited("citation", source, "locator", "'L1'")).toEqual(told);
  });

  it("that was changed behind the register's back and then loaded again is what the file says", async () => {
    await sql("UPDATE commitment SET title_vi = 'Khác' WHERE reference = 'HN-QNA-2019-01'");
    expect((await loadAgain()).commitments).toMatchObject({ updated: 1 });
  });

  it("of an older version is compared from its next change on", async () => {
    const { db, feed } = register.app;
    const of = await db.write(async (tx) => {
      const parts = { owes: ["ha-noi"], benefits: ["hue"], saidBy: [], sectors: [], sources: [] };
      const record = { title: "Cũ", kind: CommitmentKind.PLEDGE, ...parts };
      const birth = { toStatus: CommitmentStatus.PROPOSED, at: new Date().toISOString(), proposedById: null };
      const commitment = await createCommitment(tx, record, birth);
      const by = { bySubject: null, byName: "Cũ", byRole: null, byLocalities: [] };
      const none = { reason: null, evidence: [], datedOn: null, meetingId: null, revertsId: null };
      const change = { commitmentId: commitment.id, fromStatus: null, ...birth, ...by, ...none };
      await feed.log.append(tx, [Object.assign(new StatusChange(), change)]);
      return commitment;
    });
    const edit = () => edited("commitment", `id = ${of.id}`, "visibility", "'PARTIES'");
    expect(await edit()).toEqual([]);
    expect((await update(of.reference, { titleEn: "Old" })).code).toBeUndefined();
    expect(await edit()).toEqual([another(of.id, of.reference)]);
  });
});

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
