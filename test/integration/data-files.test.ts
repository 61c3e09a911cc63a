import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { loadFiles } from "../../src/features/load/load.js";
import { step } from "../support/promise.js";
import { conferenceFiles, type Register, startRegister } from "../support/register.js";

const run = promisify(execFile);

describe("Data files", () => {
  let register: Register;
  let folder: string;
  beforeAll(async () => {
    register = await startRegister();
    folder = await mkdtemp(join(tmpdir(), "ket-nghia-data-"));
  });
  afterAll(() => register.stop());

  const load = (...names: string[]) => loadFiles(register.app.db, register.app.feed.log, names);
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const counts = async () =>
    register.get(
      "{ commitments { totalCount } localities { totalCount } leaders { totalCount } statusChanges { totalCount } }",
    );

  it("may be loaded again: nothing changes", async () => {
    const before = await counts();
    const report = await load(...(await conferenceFiles()));
    for (const [kind, { created, updated }] of Object.entries(report))
      expect([kind, created, updated]).toEqual([kind, 0, 0]);
    expect(report.commitments?.unchanged).toBe(18);
    expect(await counts()).toEqual(before);
  });

  it("change what they say of a known record, and nothing of where it stands", async () => {
    const { commitment } = await register.get('{ commitment(reference: "HN-QNA-2019-01") { id version } }');
    await step(register, commitment.id, "IN_PROGRESS", "hanoi");
    const name = await file(
      "reword.yaml",
      "commitments:\n  - { key: auto-market, kind: PLEDGE, title: Bán ô tô, owes: [ha-noi], benefits: [quang-nam], status: AGREED }\n",
    );
    expect((await load(name)).commitments).toEqual({ created: 0, updated: 1, unchanged: 0 });
    const after = await register.get(
      '{ commitment(reference: "HN-QNA-2019-01") { title titleEn: title(language: EN) status version saidBy { key } } }',
    );
    expect(after.commitment).toMatchObject({
      title: "Bán ô tô",
      status: "IN_PROGRESS",
      version: commitment.version + 2,
    });
    expect(after.commitment.saidBy).toHaveLength(2);
  });

  it.each<[string, string, RegExp[]]>([
    [
      "a field that is not in the schema",
      "leaders:\n  - key: a\n    nmae: A\n",
      [/:2: leaders\.0: .*nmae/, /:2: leaders\.0\.name: /],
    ],
    [
      "a wrong value, deep inside",
      "leaders:\n  - key: a\n    name: A\n    posts:\n      - title: T\n        body: SENATE\n        locality: ha-noi\n",
      [/:6: leaders\.0\.posts\.0\.body: /],
    ],
    [
      "a date that is none",
      'meetings:\n  - key: m\n    title: M\n    kind: REVIEW\n    heldOn: "2019-13"\n',
      [/:5: meetings\.0\.heldOn: must be a date/],
    ],
    [
      "a reference to nothing",
      "leaders:\n  - key: a\n    name: A\n    posts:\n      - title: T\n        body: PEOPLES_COUNCIL\n        locality: atlantis\n",
      [/:7: leaders\.0\.posts\.0\.locality: .*no locality "atlantis"/],
    ],
    [
      "a promise of one to itself",
      "commitments:\n  - key: c\n    kind: PLEDGE\n    title: T\n    owes: [hue]\n    benefits: [hue]\n",
      [/:5: commitments\.0\.owes: /],
    ],
    [
      "a value that another record has",
      "localities:\n  - key: x\n    name: X\n    kind: CITY\n    abbreviation: HN\n",
      [/:2: localities\.0: abbreviation: .*taken/],
    ],
    ["broken YAML", "leaders:\n  - key: a\n   name: b\n", [/:3: /]],
    ["a list that is none", "leaders: many\n", [/:1: leaders: /]],
  ])("are refused with file, line and path for %s, and nothing is written", async (_what, text, problems) => {
    const before = await counts();
    const good = await file("good.yaml", "leaders:\n  - { key: good-one, name: Người Tốt }\n");
    const bad = await file("bad.yaml", text);
    const error = await load(good, bad).then(
      () => null,
      (reason: Error) => reason,
    );
    for (const problem of problems) expect(error?.message).toMatch(problem);
    expect(error?.message).toContain("bad.yaml:");
    expect(await counts()).toEqual(before);
  });

  it("are told of all their problems at once", async () => {
    const one = await file("one.yaml", "sectors:\n  - key: A B\n    name: A\n  - key: b\n");
    const two = await file("two.json", '{"meetings": [{"key": "m", "title": "M", "kind": "PARTY"}]}');
    const error: Error = await load(one, two, join(folder, "missing.yaml")).catch((reason) => reason);
    expect(error.message.split("\n")).toHaveLength(4);
  });

  it("are loaded by one command, which says what it did", async () => {
    const name = await file("command.yaml", "leaders:\n  - { key: le-thi-lan, name: Lê Thị Lan }\n");
    const env = { ...process.env, DATABASE_URL: register.databaseUrl };
    expect((await run("node", ["dist/load.js", name], { env })).stdout).toBe(
      "leaders: 1 created, 0 updated, 0 unchanged\n",
    );
    expect((await run("node", ["dist/load.js", name], { env })).stdout).toBe(
      "leaders: 0 created, 0 updated, 1 unchanged\n",
    );
    const failed = await run("node", ["dist/load.js", join(folder, "nowhere.yaml")], { env }).catch((error) => error);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/^.*nowhere\.yaml: cannot be read \(ENOENT\)\.\n$/);
  });
});
