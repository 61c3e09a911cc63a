import { ErrorCode } from "../../src/base/errors.js";
import type { Deed } from "../../src/live/log/deeds.js";
import { Refusals } from "../../src/live/log/refusals.js";
import type { Tx } from "../../src/store/db.js";
import { type Register, startRegister } from "../support/register.js";
import { until } from "../support/until.js";

const refused = (mutation: string): Deed => ({ mutation, refusedFor: ErrorCode.FORBIDDEN });

describe("Refusals that wait to be written down", () => {
  let register: Register;
  let refusals: Refusals;
  let lost: string[];
  beforeAll(async () => void (register = await startRegister({ empty: true })));
  beforeEach(() => {
    lost = [];
    refusals = new Refusals(register.app.db, (deed, cause) =>
      lost.push(`${deed.mutation}: ${(cause as Error).message}`),
    );
  });
  afterAll(() => register.stop());

  const linesOf = async (mutation: string): Promise<number> =>
    Number(
      (await register.app.db.read.query(`SELECT COUNT(*) AS n FROM audit_entry WHERE mutation = '${mutation}'`))[0].n,
    );
  const write = (mutation: string, count: number) =>
    Array.from({ length: count }, () => refusals.write(refused(mutation)));

  /** Holds what every write needs. */
  async function holdTheLog(): Promise<() => Promise<void>> {
    let release: (() => void) | undefined;
    const held = register.app.db.write(async (tx: Tx) => {
      await tx.query("UPDATE log_head SET position = position");
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    await until("it to be held", () => release !== undefined);
    return () => {
      release?.();
      return held;
    };
  }

  it("have a line each, also two thousand that are sent at the same time", async () => {
    const query = 'mutation { createSector(input: { name: "Tất cả" }) { sector { id } } }';
    const asked = await Promise.all(Array.from({ length: 2_000 }, () => register.ask(query)));
    expect(new Set(asked.map(({ code }) => code))).toEqual(new Set(["UNAUTHENTICATED"]));
    await until("the last line", async () => (await linesOf("createSector")) >= 2_000);
    expect(await linesOf("createSector")).toBe(2_000);
  }, 60_000);

  it("share a transaction, five hundred at a time", async () => {
    const release = await holdTheLog();
    const before = register.statements.length;
    const all = write("crowd", 1_200);
    await release();
    await Promise.all(all);
    const inserts = register.statements.slice(before).filter((sql) => sql.includes("INSERT INTO audit_entry"));
    expect([await linesOf("crowd"), inserts.length, lost]).toEqual([1_200, 4, []]); // one, and three times the rest
  });

  it("hold no answer as long as nothing can be written, and are written when it can be", async () => {
    const release = await holdTheLog();
    await Promise.all(write("patient", 50));
    expect(await linesOf("patient")).toBe(0); // as it is held still
    await release();
    await until("every line", async () => (await linesOf("patient")) === 50);
    expect(lost).toEqual([]);
  });

  it("are dated as they were refused, not as they were written", async () => {
    const release = await holdTheLog();
    await register.ask('mutation { createLeader(input: { name: "Muộn" }) { leader { id } } }');
    const answered = new Date().toISOString();
    await release();
    await until("the line", async () => (await linesOf("createLeader")) === 1);
    const [{ at }] = await register.app.db.read.query("SELECT at FROM audit_entry WHERE mutation = 'createLeader'");
    expect(at < answered).toBe(true);
  });

  it("take no other with them where one cannot be written", async () => {
    const release = await holdTheLog();
    const all = [...write("good", 5), refusals.write(refused(null as never)), ...write("good", 5)];
    await release();
    await Promise.all(all);
    expect([await linesOf("good"), lost.length]).toEqual([10, 1]);
  });

  it("are no more than ten thousand, and are told as lost at the end where they cannot be written", async () => {
    const release = await holdTheLog();
    const all = write("too many", 10_100);
    expect([lost.length, lost[0]]).toEqual([99, "too many: too many wait"]); // one is on its way
    await refusals.close();
    expect([lost.length, lost.at(-1)]).toEqual([10_099, "too many: the register stops"]);
    await release();
    await Promise.all(all);
    await until("the one that was on its way", async () => (await linesOf("too many")) === 1);
  });
});
