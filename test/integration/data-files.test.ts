import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { conferenceFiles } from "../../src/features/load/conference.js";
import { loadFiles } from "../../src/features/load/load.js";
import { step } from "../support/promise.js";
import { type Person, type Register, startRegister } from "../support/register.js";

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
      [/:5: localities\.0\.abbreviation: this value is taken/],
    ],
    [
      "a reference, whose place is said once",
      "commitments:\n  - { key: c, kind: PLEDGE, title: T, owes: [nowhere], benefits: [hue] }\n",
      [/:2: commitments\.0\.owes\.0: there is no locality "nowhere"/],
    ],
    ["an alias", "leaders:\n  - &a { key: a, name: A }\n  - *a\n", [/:3: .*alias/]],
    [
      "an alias bomb",
      "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nleaders: *c\n",
      [/:2: .*alias/, /:3: .*alias/, /:4: .*alias/],
    ],
    ["an alias of itself", "leaders: &a\n  - *a\n", [/:2: .*alias/]],
    ["a tag", "leaders:\n  - { key: a, name: !!binary aGVsbG8= }\n", [/:2: Unresolved tag: .*binary$/]],
    [
      "a year without quotes",
      "leaders:\n  - key: a\n    name: A\n    posts:\n      - { title: T, body: PEOPLES_COUNCIL, locality: hue, from: 2010 }\n",
      [/:5: leaders\.0\.posts\.0\.from: must be a date in quotes/],
    ],
    [
      "a period that ends before it begins",
      'localities:\n  - key: hue\n    name: Huế\n    kind: CITY\n    existsFrom: "2025"\n    existsUntil: "2024-12"\n',
      [/:6: localities\.0\.existsUntil: /],
    ],
    [
      "a code that means another locality on the same day",
      'localities:\n  - key: hue\n    name: Huế\n    kind: CITY\n    codes:\n      - { scheme: GSO, value: "01", validFrom: "2025-01-01" }\n',
      [/:6: localities\.0\.codes\.0: .*ha-noi/],
    ],
    [
      "a key that stands twice",
      "leaders:\n  - { key: a, name: A }\n  - { key: a, name: B }\n",
      [/:3: leaders\.1\.key: .*bad\.yaml:2: leaders\.0/],
    ],
    [
      "a key of which two files say different things",
      "leaders:\n  - { key: good-one, name: Người Khác }\n",
      [/bad\.yaml:2: leaders\.0\.name: .*good\.yaml:2: leaders\.0/],
    ],
    [
      "another reference of a known commitment",
      "commitments:\n  - key: auto-market\n    kind: PLEDGE\n    title: T\n    owes: [ha-noi]\n    benefits: [quang-nam]\n    reference: HN-QNA-2019-99\n",
      [/:7: commitments\.0\.reference: .*HN-QNA-2019-01/],
    ],
    [
      "a number for a commitment that is not public",
      "commitments:\n  - key: c\n    kind: PLEDGE\n    title: T\n    owes: [hue]\n    benefits: [ha-noi]\n    visibility: PARTIES\n    reference: HN-HUE-2026-01\n",
      [/:8: commitments\.0\.reference: .*not public ends in a word, like HN-QNA-2019-k7f3q/],
    ],
    [
      "a reference that is none",
      "commitments:\n  - key: c\n    kind: PLEDGE\n    title: T\n    owes: [hue]\n    benefits: [ha-noi]\n    reference: HN-HUE-2026-abcde\n",
      [/:7: commitments\.0\.reference: must be like/],
    ],
    [
      "a key that others may guess of a document that is not public",
      "documents:\n  - key: thoa-thuan\n    title: T\n    visibility: PARTIES\n",
      [/:2: documents\.0\.key: .*like bien-ban-k7f3q/],
    ],
    [
      "another beginning of a known commitment",
      "commitments:\n  - key: auto-market\n    kind: PLEDGE\n    title: T\n    owes: [ha-noi]\n    benefits: [quang-nam]\n    status: DISPUTED\n",
      [/:7: commitments\.0\.status: .*AGREED/],
    ],
    [
      "a due date that means never",
      'commitments:\n  - key: c\n    kind: PLEDGE\n    title: T\n    owes: [hue]\n    benefits: [ha-noi]\n    dueOn: "9999-12-31"\n',
      [/:7: commitments\.0\.dueOn: /],
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

  it("are told of all their wrong references at once, and of nothing that only follows from them", async () => {
    const name = await file(
      "references.yaml",
      `localities:
  - { key: ba-dinh, name: Ba Đình, kind: DISTRICT, parent: atlantis }
  - { key: hoan-kiem, name: Hoàn Kiếm, kind: DISTRICT, parent: ha-noi, succeededBy: [{ locality: lemuria, on: "2025-07-01", kind: MERGER }] }
leaders:
  - { key: a, name: A, posts: [{ title: T, body: PEOPLES_COUNCIL, locality: ba-dinh }] }
commitments:
  - { key: c, kind: PLEDGE, title: T, owes: [nowhere], benefits: [ha-noi], saidBy: [a] }
  - { key: d, kind: PLEDGE, title: T, owes: [ba-dinh], benefits: [ha-noi] }
`,
    );
    const error: Error = await load(name).catch((reason) => reason);
    expect(error.message.split("\n").map((line) => line.replace(/^.*yaml:/, ""))).toEqual([
      '2: localities.0.parent: there is no locality "atlantis"',
      '3: localities.1.succeededBy.0.locality: there is no locality "lemuria"',
      '7: commitments.0.owes.0: there is no locality "nowhere"',
    ]);
  });

  it("may complete each other's records", async () => {
    const one = await file("first.yaml", "leaders:\n  - { key: pham-van-a, name: Phạm Văn A }\n");
    const two = await file(
      "second.yaml",
      "leaders:\n  - { key: pham-van-a, name: Phạm Văn A, posts: [{ title: T, body: PEOPLES_COUNCIL, locality: hue }] }\n",
    );
    expect((await load(one, two)).leaders?.created).toBe(1);
    expect((await load(one, two)).leaders).toEqual({ created: 0, updated: 0, unchanged: 2 });
  });

  it("may hand a code from one locality to another, in whatever order", async () => {
    const codes = (key: string, name: string, validity: string) =>
      `  - { key: ${key}, name: ${name}, kind: DISTRICT, codes: [{ scheme: GSO, value: "999"${validity} }] }\n`;
    await load(await file("before.yaml", `localities:\n${codes("cu", "Cũ", "")}`));
    const after = `localities:\n${codes("moi", "Mới", ', validFrom: "2026-01-01"')}${codes("cu", "Cũ", ', validUntil: "2025-12-31"')}`;
    expect((await load(await file("after.yaml", after))).localities).toEqual({ created: 1, updated: 1, unchanged: 0 });
    const on = async (day: string) =>
      (await register.get(`{ locality(code: "999", on: "${day}") { key } }`)).locality.key;
    expect([await on("2025-12-31"), await on("2026-01-01")]).toEqual(["cu", "moi"]);
  });

  it("bring what is not public without a gap among the references of others", async () => {
    const text = `documents:
  - { key: thoa-thuan-k7f3q, title: Thoả thuận, visibility: PARTIES }
commitments:
  - { key: kin-1, kind: PLEDGE, title: Kín một, owes: [hue], benefits: [ha-noi], visibility: PARTIES, reference: HN-HUE-2026-k7f3q, sources: [{ document: thoa-thuan-k7f3q }] }
  - { key: kin-2, kind: PLEDGE, title: Kín hai, owes: [hue], benefits: [ha-noi], visibility: PARTIES }
  - { key: mo, kind: PLEDGE, title: Mở, owes: [hue], benefits: [ha-noi] }
`;
    await load(await file("hidden.yaml", text));
    const view = '{ commitments(filter: { between: ["hue", "ha-noi"] }) { nodes { title reference } } }';
    const references = async (as?: Person) =>
      Object.fromEntries(
        (await register.get(view, {}, as)).commitments.nodes.map((each: any) => [each.title, each.reference]),
      );
    const open = { Mở: `HN-HUE-${new Date().getFullYear()}-01` };
    expect(await references()).toEqual(open);
    expect(await references("hue")).toEqual({
      ...open,
      "Kín một": "HN-HUE-2026-k7f3q",
      "Kín hai": expect.stringMatching(/^HN-HUE-\d{4}-[a-z][a-z2-9]{4}$/),
    });
  });

  it("empty a list that they say is empty", async () => {
    const posts = "[{ title: T, body: PEOPLES_COUNCIL, locality: hue }]";
    await load(await file("posts.yaml", `leaders:\n  - { key: le-b, name: Lê B, posts: ${posts} }\n`));
    await load(await file("posts.yaml", "leaders:\n  - { key: le-b, name: Lê B, posts: null }\n"));
    expect((await register.get('{ leader(key: "le-b") { posts { title } } }')).leader.posts).toEqual([]);
  });

  it("tell the terms of one office apart by their beginnings", async () => {
    const terms = (...periods: string[]) =>
      file(
        "terms.yaml",
        `leaders:\n  - key: tran-c\n    name: Trần C\n    posts:\n${periods.map((period) => `      - { title: Chủ tịch, body: PEOPLES_COMMITTEE, locality: hue${period} }\n`).join("")}`,
      );
    const ids = async () =>
      (await register.get('{ leader(key: "tran-c") { posts { id from } } }')).leader.posts.map((post: any) => [
        post.from,
        post.id,
      ]);
    await load(await terms(""));
    const [[, id]] = await ids();
    await load(await terms(', from: "2020"', ', from: "2010", until: "2015"'));
    const both = await ids();
    expect(both.map(([from]: [string]) => from).sort()).toEqual(["2010", "2020"]);
    expect(both.map(([, each]: [string, string]) => each)).toContain(id);
    expect((await load(await terms(', from: "2010", until: "2015"', ', from: "2020"'))).leaders?.unchanged).toBe(1);
    const twice: Error = await load(await terms("", "")).catch((reason) => reason);
    expect(twice.message).toMatch(/:6: leaders\.0\.posts\.1: .*recorded twice/);
  });

  it("are refused where they are not UTF-8", async () => {
    await writeFile(join(folder, "latin1.yaml"), Buffer.from("leaders:\n  - { key: le-d, name: L\xea }\n", "latin1"));
    const error: Error = await load(join(folder, "latin1.yaml")).catch((reason) => reason);
    expect(error.message).toMatch(/^.*latin1\.yaml: is not UTF-8 text\.$/);
  });

  it("are loaded by one command, which says what it did", async () => {
    const name = await file("command.yaml", "leaders:\n  - { key: le-thi-lan, name: Lê Thị Lan }\n");
    const env = { ...process.env, DATABASE_URL: register.databaseUrl };
    expect((await run("node", ["dist/commands/load.js", name], { env })).stdout).toBe(
      "leaders: 1 created, 0 updated, 0 unchanged\n",
    );
    expect((await run("node", ["dist/commands/load.js", name], { env })).stdout).toBe(
      "leaders: 0 created, 0 updated, 1 unchanged\n",
    );
    const failed = await run("node", ["dist/commands/load.js", join(folder, "nowhere.yaml")], { env }).catch(
      (error) => error,
    );
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/^.*nowhere\.yaml: cannot be read \(ENOENT\)\.\n$/);
  });
});
