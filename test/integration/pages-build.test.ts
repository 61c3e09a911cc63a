import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What the build says of the operations of the pages by another schema; nothing if all is well. */
async function saidOf(change: (sdl: string) => string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "ket-nghia-schema-")), "schema.graphql");
  await writeFile(file, change(await readFile("schema.graphql", "utf8")));
  return run("node", ["scripts/page-types.mjs", file]).then(
    () => "",
    ({ stderr }) => stderr,
  );
}

describe("The build of the pages", () => {
  it("goes by the schema", async () => {
    expect(await saidOf((sdl) => sdl)).toBe("");
  });

  it.each([
    ["a field is gone", /^ {2}isOverdue: /m, "  isLate: ", 'Cannot query field "isOverdue"'],
    [
      "an argument is another",
      /^ {2}meetingUpdated\(/m,
      "  meetingUpdated(key: ID!, ",
      'argument "key" of type "ID!" is required',
    ],
    ["a filter is called otherwise", /^ {2}tabledAt: /m, "  onTable: ", 'Field "tabledAt" is not defined'],
  ])("breaks where %s that a page needs", async (_what, old, changed, complaint) => {
    expect(await saidOf((sdl) => sdl.replace(old, changed))).toContain(complaint);
  });
});
