import { post } from "../support/http.js";
import { changeAt, headOf, logOf, proposeAt, WATCH } from "../support/log.js";
import { newDatabase, newFile, outcomeOf, run } from "../support/process.js";
import { tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { ALL_IS_WELL, verifyAt } from "../support/verify.js";

const move = (...args: string[]) => outcomeOf("move", args);

const ALL = `{ commitments(first: 100) { totalCount nodes { id reference status version statusSince title parties { role locality { key } }
  sources { locator } history { nodes { id cursor to by { name } } } } } localities(first: 100) { nodes { id key codes { value } succeededBy { on } } }
  leaders(first: 100) { nodes { id posts { id title } } } initiatives(first: 100) { nodes { id } } meetings { nodes { id attendances { role } } } }`;

describe("An embedded register that is moved", () => {
  let from: string;
  let to: string;
  let token: string;
  let cursor: string;
  let all: any;
  let first: any;
  let missed: string[];

  beforeAll(async () => {
    [from, to, token] = [await newFile(), await newDatabase(), await tokenOf("hanoi")];
    const server = await run({ DATABASE_URL: from });
    first = (await proposeAt(server.url, token, "Trước khi chuyển", "once")).data;
    cursor = await headOf(server.url);
    missed = [await changeAt(server.url, token, "Một"), await changeAt(server.url, token, "Hai")];
    all = (await post(server.url, ALL)).data;
    await server.end();
  }, 60_000);

  it("says what it has copied, table by table", async () => {
    const { code, said } = await move("--from", from, "--to", to);
    expect([code, said]).toEqual([0, expect.stringContaining("Moved: both databases hold the same.\n")]);
    expect(said).toMatch(/^commitment: 21 rows, sha256 [0-9a-f]{16}$/m);
    expect(said).toMatch(/^status_change: 21 rows, /m);
    expect(said).not.toContain("migrations");
    const [there, here] = [await verifyAt(from), await verifyAt(to)];
    expect([here, here.said]).toEqual([ALL_IS_WELL, there.said]); // the same head, too
  }, 30_000);

  it("answers as before, resumes the cursors of before, and gives new records ids of their own", async () => {
    const server = await run({ DATABASE_URL: to });
    expect((await post(server.url, ALL)).data).toEqual(all);
    const screen = await watch(server.url, WATCH, { after: cursor });
    const made = await changeAt(server.url, token, "Sau khi chuyển");
    const seen = (await screen.sees(3)).map((event) => event.id);
    expect(seen).toEqual([...missed, made]);
    expect(new Set(await logOf(server.url)).size).toBe(22);
    const admin = await tokenOf("admin");
    for (const mutation of [
      'createLocality(input: { name: "Mới", kind: DISTRICT }) { locality { id } }',
      'createSector(input: { name: "Mới" }) { sector { id } }',
      'createLeader(input: { name: "Mới" }) { leader { id } }',
      'createInitiative(input: { title: "Mới", participants: [{ localityId: "hue", role: LEAD }] }) { initiative { id } }',
    ]) {
      expect((await post(server.url, `mutation { ${mutation} }`, {}, admin)).errors).toBeUndefined();
    }
    await screen.leave();
    await server.end();
  }, 60_000);

  it("still knows what it was sent before", async () => {
    const server = await run({ DATABASE_URL: to });
    expect((await proposeAt(server.url, token, "Trước khi chuyển", "once")).data).toEqual(first);
    await server.end();
  }, 30_000);

  it("is refused where it cannot be done, in one line", async () => {
    const refused: [string[], RegExp][] = [
      [["--from", from, "--to", to], /^The database to move to is not empty \(attendance\): move into a new one\.\n$/],
      [["--from", `${from}x`, "--to", to], /^There is no database .+register\.dbx\.\n$/],
      [["--from", from, "--to", from], /^A database cannot be moved to where it is\.\n$/],
      [["--from", from], /^Usage: npm run move -- --from .+\n$/],
      [["--from", from, "--two", to], /^Usage: /],
      [
        ["--from", from, "--to", "postgres://someone:secret@127.0.0.1:1/register"],
        /^Cannot open the database 127\.0\.0\.1:1\/register: connect ECONNREFUSED 127\.0\.0\.1:1\.\n$/,
      ],
    ];
    for (const [args, line] of refused)
      expect(await move(...args)).toEqual({ code: 1, said: expect.stringMatching(line) });
  }, 30_000);

  it("leaves nothing in the new place when it fails half-way", async () => {
    const [source, target] = [await newFile(), await newDatabase()];
    expect((await move("--from", from, "--to", source)).code).toBe(0);
    const { openDb } = await import("../../src/store/open.js");
    const broken = await openDb({ url: source, entities: [] });
    await broken.write((tx) => tx.query("ALTER TABLE sector ADD COLUMN unknown text"));
    await broken.close();
    const { code, said } = await move("--from", source, "--to", target);
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/^Cannot move the table sector: .+ Nothing was moved\.\n$/),
    ]);
    expect((await move("--from", from, "--to", target)).code).toBe(0);
  }, 30_000);
});
