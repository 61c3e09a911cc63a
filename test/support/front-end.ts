import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { preset } from "@graphql-codegen/client-preset";
import { codegen } from "@graphql-codegen/core";
import { gqlPluckFromCodeString } from "@graphql-tools/graphql-tag-pluck";
import { buildSchema, parse } from "graphql";
import sample from "../front-end/codegen/codegen.js";

const run = promisify(execFile);
const bin = (name: string) => resolve("node_modules/.bin", name);

/** The samples of test/front-end where tools may write, with the schema where their settings look for it. */
export async function copyOfFrontEnds(schema = "schema.graphql"): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "ket-nghia-front-end-"));
  await cp("test/front-end", join(folder, "test/front-end"), { recursive: true });
  await cp(schema, join(folder, "schema.graphql"));
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  return folder;
}

/**
 * What the command line of the Code Generator does with the sample's settings: its preset, its core.
 * The command line itself is left out, as it brings 140 packages more, some of which ask for Node 22.
 */
export async function generateByCodegen(folder: string): Promise<Map<string, string>> {
  const app = join(folder, "test/front-end/codegen");
  const [[output, { presetConfig, config }]] = Object.entries(sample.generates) as [
    [string, (typeof sample.generates)["src/gql/"]],
  ];
  const sdl = await readFile(join(app, sample.schema), "utf8");
  const sections = await preset.buildGeneratesSection({
    ...{ baseOutputDir: output, presetConfig, config, plugins: [], pluginMap: {} },
    ...{ schema: parse(sdl), schemaAst: buildSchema(sdl), documents: await documentsOf(join(app, "src")) },
  });
  const files = new Map<string, string>();
  await mkdir(join(app, output), { recursive: true });
  // At the same time, as the command line does: one file waits for another.
  await Promise.all(
    sections.map(async (section) => {
      const content = await codegen(section);
      files.set(section.filename.slice(output.length), content);
      await writeFile(join(app, section.filename), content);
    }),
  );
  return files;
}

async function documentsOf(folder: string) {
  const names = (await readdir(folder)).filter((name) => /\.(graphql|ts)$/.test(name));
  const sources = names.map(async (name) => {
    const location = join(folder, name);
    const text = await readFile(location, "utf8");
    const plucked = name.endsWith(".ts")
      ? await gqlPluckFromCodeString(location, text, { skipIndent: true })
      : [{ body: text }];
    return plucked.map(({ body }) => ({ location, rawSDL: body, document: parse(body) }));
  });
  return (await Promise.all(sources)).flat();
}

/** What the compiler says of the types of a front end; nothing if all is well. */
export function typeErrors(folder: string): Promise<string> {
  return saidBy(run(bin("tsc"), ["-p", join(folder, "test/front-end/codegen")]));
}

/** What relay-compiler complains of; nothing if all is well. */
export function relayErrors(folder: string): Promise<string> {
  return saidBy(run(bin("relay-compiler"), [], { cwd: join(folder, "test/front-end/relay") }));
}

async function saidBy(command: Promise<unknown>): Promise<string> {
  return command.then(
    () => "",
    ({ stdout, stderr, message }) => `${stdout}${stderr}` || message,
  );
}

/** The files that relay-compiler has written, by name. */
export async function relayFiles(folder: string): Promise<Map<string, string>> {
  const generated = join(folder, "test/front-end/relay/src/__generated__");
  const read = async (name: string) => [name, await readFile(join(generated, name), "utf8")] as const;
  return new Map(await Promise.all((await readdir(generated)).map(read)));
}
