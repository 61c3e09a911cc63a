import { describeOnSqlite } from "../support/postgres.js";
import { propose, proposed } from "../support/promise.js";
import { type Register, startRegister } from "../support/register.js";

const COUNTS = "{ commitments { totalCount } statusChanges { totalCount } }";
const LONG = "Vì vốn chưa về. ".repeat(300);

describeOnSqlite("A disk that is full", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  /** What SQLite itself says of a disk that is full: its file may not grow beyond so many pages. */
  const allow = (pages: number) => register.app.db.write((tx) => tx.query(`PRAGMA max_page_count = ${pages}`));

  it("refuses what it cannot keep, whole, and goes on when there is room again", async () => {
    const screen = await register.watch("subscription { commitmentStatusChanged { id commitment { id } } }");
    await allow(1); // SQLite takes the present size for less than that
    let before: unknown;
    let refused: Awaited<ReturnType<typeof propose>>;
    do {
      before = await register.get(COUNTS);
      refused = await propose(register, "hanoi", { description: LONG });
    } while (refused.data?.proposeCommitment);
    expect(refused.errors?.[0]).toMatchObject({ message: "The register failed.", extensions: { code: "INTERNAL" } });
    expect(await register.get(COUNTS)).toEqual(before);
    await allow(1_000_000);
    const kept = await proposed(register, "hanoi", { description: LONG });
    const { totalCount } = (await register.get("{ commitments { totalCount } }")).commitments;
    const seen = await screen.sees(totalCount - 18); // those before the disk was full, and this one
    expect(seen.at(-1).commitment.id).toBe(kept.id);
    expect(seen).toHaveLength(totalCount - 18);
    await screen.leave();
  });
});
