import { revoke } from "../../src/live/revocations.js";
import { EVERY_MUTATION, linesOf, logOf } from "../support/audit.js";
import { needsOf, promiseAt, propose, proposed, step, updated } from "../support/promise.js";
import { PEOPLE, type Register, startRegister } from "../support/register.js";
import { mutationOf } from "../support/sent.js";
import { askOverWebSocket } from "../support/socket.js";

const SECTOR = mutationOf("createSector");

describe("The audit log", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  const sql = (text: string) => register.app.db.write((tx) => tx.query(text));
  const count = async () => (await logOf(register)).totalCount;

  it.each(["nobody", "viewer", "hanoi", "admin"] as const)(
    "has one line for each mutation of the contract that %s asks for, with the code that it was answered",
    async (name) => {
      const who = name === "nobody" ? undefined : name;
      let before = await count();
      for (const { name: mutation, query, input } of EVERY_MUTATION) {
        const { code = null } = await register.ask(query, { input }, who);
        const { totalCount, nodes } = await logOf(register, {}, { first: 1 });
        const [line] = nodes;
        expect([line.mutation, line.refusedFor, totalCount]).toEqual([mutation, code, ++before]);
        expect(line.subject).toBe(who === undefined ? null : PEOPLE[who].sub);
        if (who === undefined) expect([code, line.role]).toEqual(["UNAUTHENTICATED", null]);
      }
    },
    30_000,
  );

  it("says who did what, for which office, from where, to which record", async () => {
    const { id } = await proposed(register, "quangNam");
    await step(register, id, "CANCELLED", "quangNam", needsOf("CANCELLED"));
    const [line] = await linesOf(register, { record: [id] });
    expect(line).toEqual({
      id: expect.any(String),
      at: expect.stringMatching(/^20..-.+Z$/),
      ...{ subject: "lan", name: "Lan", role: "OFFICER", localities: [{ key: "quang-nam" }] },
      ...{ address: "127.0.0.1", mutation: "changeCommitmentStatus" },
      ...{ recordType: "Commitment", recordId: id, record: { __typename: "Commitment", id }, called: null },
      ...{ refusedFor: null, repeated: false },
    });
  });

  it("says of what was refused what it named, by id or by what it was called", async () => {
    const { id } = await promiseAt(register, "AGREED");
    expect((await step(register, id, "COMPLETED", "hue")).code).toBe("INVALID_TRANSITION");
    expect((await linesOf(register, { record: [id] }))[0]).toMatchObject({
      ...{ subject: "huong", recordId: id, refusedFor: "INVALID_TRANSITION" },
    });
    await step(register, "HN-QNA-1900-01", "AGREED", "hue");
    expect((await linesOf(register))[0]).toMatchObject({
      recordType: null,
      called: "HN-QNA-1900-01",
      refusedFor: "NOT_FOUND",
    });
  });

  it("hears of both doors", async () => {
    const { errors } = await askOverWebSocket(register.url, SECTOR, { input: { name: "Qua cửa kia" } });
    expect(errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
    expect((await linesOf(register))[0]).toMatchObject({
      mutation: "createSector",
      address: "127.0.0.1",
      refusedFor: "UNAUTHENTICATED",
    });
  });

  it("tells a request that came again from one that was carried out, and has one line for it where it is not answered", async () => {
    const secret = { requestId: "hai lần", visibility: "PARTIES" };
    const { id } = (await propose(register, "hanoi", secret)).data.proposeCommitment.commitment;
    await propose(register, "hanoi", secret);
    const told = async () =>
      (await linesOf(register, { mutation: ["proposeCommitment"] })).map((line) => [line.refusedFor, line.repeated]);
    expect((await told()).slice(0, 2)).toEqual([
      [null, true],
      [null, false],
    ]);
    const before = (await told()).length;
    const parties = [
      { localityId: "hue", role: "OWES" },
      { localityId: "da-nang", role: "BENEFITS" },
    ];
    await updated(register, { id, parties });
    expect((await propose(register, "hanoi", secret)).code).toBe("NOT_FOUND");
    expect([(await told()).length, (await told())[0]]).toEqual([before + 1, ["NOT_FOUND", false]]);
  });

  it("is no place for what was said, and takes names of any kind", async () => {
    await propose(register, "hanoi", { title: "BÍ MẬT", visibility: "PARTIES", requestId: "BÍ MẬT" });
    await propose(register, "hanoi", { title: "BÍ MẬT", parties: [] });
    await step(register, `\ud800${"x".repeat(5_000)}`, "AGREED", "hanoi", { reason: "BÍ MẬT" });
    const rows = await register.app.db.read.query("SELECT * FROM audit_entry ORDER BY id");
    expect(JSON.stringify(rows)).not.toContain("BÍ MẬT");
    expect(rows.at(-1).called).toBe(`\ufffd${"x".repeat(199)}`);
  });

  it("is written with the deed or not at all, and keeps no refusal from being told", async () => {
    const before = await count();
    const unwritten = async () =>
      Number(/refusals_unwritten_total (\d+)/.exec(await (await fetch(`${register.url}/metrics`)).text())?.[1]);
    expect(await unwritten()).toBe(0);
    await sql("ALTER TABLE audit_entry RENAME TO away");
    expect((await register.ask(SECTOR, { input: { name: "Không dấu vết" } }, "admin")).code).toBe("INTERNAL");
    expect((await register.ask(SECTOR, { input: { name: "Không dấu vết" } }, "hanoi")).code).toBe("FORBIDDEN");
    await sql("ALTER TABLE away RENAME TO audit_entry");
    expect(await unwritten()).toBe(2);
    const { sectors } = await register.get("{ sectors { name } }");
    expect(sectors).not.toContainEqual({ name: "Không dấu vết" });
    expect(await count()).toBe(before);
  });

  it("notes a failure of ours as INTERNAL, without the deed", async () => {
    await sql("ALTER TABLE sector RENAME TO away");
    expect((await register.ask(SECTOR, { input: { name: "Hỏng" } }, "admin")).code).toBe("INTERNAL");
    await sql("ALTER TABLE away RENAME TO sector");
    expect((await linesOf(register))[0]).toMatchObject({
      mutation: "createSector",
      refusedFor: "INTERNAL",
      subject: "an",
    });
  });

  it("is read newest first, a page at a time, by who, what, where, when and with which result", async () => {
    const all = await linesOf(register, {}, { first: 100 });
    expect(all.map((line) => line.at)).toEqual(
      all
        .map((line) => line.at)
        .toSorted()
        .reverse(),
    );
    const { nodes, pageInfo } = await logOf(register, {}, { first: 7 });
    const next = await linesOf(register, {}, { first: 7, after: pageInfo.endCursor });
    expect([...nodes, ...next].map((line) => line.id)).toEqual(all.slice(0, 14).map((line) => line.id));
    const [from, until] = [all[20].at, all[5].at];
    const filters: [object, (line: any) => boolean][] = [
      [{ subject: ["hoa", "an"] }, (line) => ["hoa", "an"].includes(line.subject)],
      [{ mutation: ["createSector"] }, (line) => line.mutation === "createSector"],
      [{ refusedFor: ["FORBIDDEN", "NOT_FOUND"] }, (line) => ["FORBIDDEN", "NOT_FOUND"].includes(line.refusedFor)],
      [{ refused: false, subject: ["hoa"] }, (line) => line.refusedFor === null && line.subject === "hoa"],
      [{ refused: true }, (line) => line.refusedFor !== null],
      [{ address: ["127.0.0.1"] }, (line) => line.address === "127.0.0.1"],
      [{ address: ["10.0.0.1"] }, () => false],
      [{ subject: [] }, () => false],
      [{ record: [] }, () => false],
      [{ from, until }, (line) => line.at >= from && line.at < until],
    ];
    for (const [filter, holds] of filters) {
      const found = await linesOf(register, filter, { first: 100 });
      const ids = new Set(all.map((line) => line.id));
      expect([filter, found.map((line) => line.id).filter((id) => ids.has(id))]).toEqual([
        filter,
        all.filter(holds).map((line) => line.id),
      ]);
    }
    expect((await register.ask('{ auditLog(filter: { record: ["x"] }) { totalCount } }', {}, "admin")).code).toBe(
      "BAD_INPUT",
    );
    expect((await register.ask('{ auditLog(after: "x") { totalCount } }', {}, "admin")).code).toBe("BAD_INPUT");
  });

  it("is for admins alone, also by the id of a line", async () => {
    const [{ id }] = await linesOf(register, {}, { first: 1 });
    const [LOG, NODE] = [
      "{ auditLog { totalCount nodes { subject } } }",
      "query ($id: ID!) { node(id: $id) { __typename id } }",
    ];
    for (const who of ["viewer", "hanoi", "coordinator"] as const) {
      expect((await register.ask(LOG, {}, who)).code).toBe("FORBIDDEN");
      expect((await register.ask(NODE, { id }, who)).data).toEqual({ node: null });
    }
    expect((await register.ask(LOG)).code).toBe("UNAUTHENTICATED");
    expect((await register.ask(NODE, { id })).data).toEqual({ node: null });
    expect((await register.ask(NODE, { id }, "admin")).data).toEqual({ node: { __typename: "AuditEntry", id } });
  });

  it("cannot be changed, and nothing taken from it, by SQL", async () => {
    for (const deed of ["UPDATE audit_entry SET subject = 'ai'", "DELETE FROM audit_entry"])
      await expect(sql(deed)).rejects.toThrow("neither changed nor deleted");
  });

  it("tells what was done by commands, too: it begins with who filled the register", async () => {
    await revoke(register.app.db, { kind: "SUBJECT", value: "người đã đi", why: "BÍ MẬT" });
    const [revoked, loaded] = await linesOf(register, { mutation: ["load", "revoke"] });
    const operator = { subject: null, name: "operator", role: null, address: null, refusedFor: null };
    expect(revoked).toMatchObject({ ...operator, called: "người đã đi" });
    expect(loaded).toMatchObject({ ...operator, called: expect.stringContaining("commitments.yaml") });
  });
});
