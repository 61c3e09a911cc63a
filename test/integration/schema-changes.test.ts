import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const GIT = ["-c", "user.name=Lan", "-c", "user.email=lan@example.org", "-c", "commit.gpgsign=false"];

/** A machine without git cannot tell these stories. */
const describeWithGit = spawnSync("git", ["--version"]).status === 0 ? describe : describe.skip;

describeWithGit("The check of the schema", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ket-nghia-schema-"));
    await write("CHANGELOG.md", "# Changes\n");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  const git = (...args: string[]) => run("git", [...GIT, ...args], { cwd: folder });

  async function commit(schema: string): Promise<void> {
    await write("schema.graphql", schema);
    await git("add", ".");
    await git("commit", "--allow-empty", "-qm", "a change");
  }

  async function check(cwd = folder, ...args: string[]): Promise<{ passes: boolean; says: string }> {
    const command = run(process.execPath, [resolve("scripts/check-schema.mjs"), ...args], { cwd });
    return command.then(
      ({ stdout }) => ({ passes: true, says: stdout }),
      ({ stdout, stderr }) => ({ passes: false, says: stdout + stderr }),
    );
  }

  it("compares before a commit and after it, however long ago the schema changed", async () => {
    await git("init", "-q");
    await commit("type Query { a: Int  b: Int }");
    await write("schema.graphql", "type Query { b: Int }");
    expect(await check()).toMatchObject({ passes: false, says: expect.stringContaining("REFUSED: Field 'a'") });

    await commit("type Query { b: Int }");
    await git("commit", "--allow-empty", "-qm", "something else");
    expect(await check()).toMatchObject({ passes: false, says: expect.stringContaining("REFUSED: Field 'a'") });

    await write("CHANGELOG.md", "# Changes\n\n- BREAKING: `Query.a` removed without notice: a slip\n");
    expect(await check()).toMatchObject({ passes: true, says: expect.stringContaining("breaking: Field 'a'") });
  });

  it("lets an addition pass, and tells it", async () => {
    await git("init", "-q");
    await commit("type Query { a: Int }");
    await commit("type Query { a: Int  b: Int }");
    expect(await check()).toMatchObject({ passes: true, says: expect.stringContaining("safe: Field 'b'") });
  });

  it("compares with any commit that is named, for a branch of several", async () => {
    await git("init", "-q");
    await commit("type Query { a: Int  b: Int }");
    await git("tag", "start");
    await commit("type Query { b: Int }");
    await commit("type Query { b: Int  c: Int }");
    expect((await check()).passes).toBe(true);
    expect((await check(folder, "start")).passes).toBe(false);
    expect((await check(folder, "nowhere")).passes).toBe(false);
  });

  it("says that it could not compare, and passes, in a shallow clone and without history", async () => {
    await write("schema.graphql", "type Query { a: Int }");
    expect(await check()).toMatchObject({ passes: true, says: expect.stringContaining("not compared") });

    await git("init", "-q");
    await commit("type Query { a: Int }");
    await commit("type Query { b: Int }");
    await git("clone", "-q", "--depth", "1", `file://${folder}`, "shallow");
    const found = await check(join(folder, "shallow"));
    expect(found).toMatchObject({ passes: true, says: expect.stringContaining("not compared") });
  });

  it("refuses a deprecation without a date, also where there is nothing to compare with", async () => {
    await write("schema.graphql", 'type Query { a: Int @deprecated(reason: "use b")  b: Int }');
    expect(await check()).toMatchObject({ passes: false, says: expect.stringContaining("Query.a is deprecated") });
  });
});
