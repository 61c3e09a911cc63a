// Types the operations of the pages by schema.graphql: src/<page>/*.graphql becomes src/<page>/graphql.generated.ts.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { codegen } from "@graphql-codegen/core";
import * as documents from "@graphql-codegen/typed-document-node";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildSchema, parse } from "graphql";

const sdl = await readFile(process.argv[2] ?? "schema.graphql", "utf8");
const schema = { schema: parse(sdl), schemaAst: buildSchema(sdl) };
const text = ["ID", "Cursor", "DateTime", "PartialDate", "Date"];
const config = {
  documentMode: "string", // a page sends them as they are, and carries no parser
  useTypeImports: true,
  pureMagicComment: true, // what a page does not use is left out of its script
  skipTypename: true,
  scalars: Object.fromEntries(text.map((scalar) => [scalar, "string"])),
};

for (const page of ["screen", "desk"]) {
  const folder = `src/${page}`;
  const names = (await readdir(folder)).filter((name) => name.endsWith(".graphql")).sort();
  const sources = names.map(async (name) => {
    const rawSDL = await readFile(`${folder}/${name}`, "utf8");
    return { location: name, rawSDL, document: parse(rawSDL) };
  });
  const filename = `${folder}/graphql.generated.ts`;
  const content = await codegen({
    ...{ filename, config, ...schema, documents: await Promise.all(sources) },
    plugins: [{ operations: {} }, { documents: {} }],
    pluginMap: { operations, documents },
  });
  // Written only when it differs, so that what watches or compiles by age is left in peace.
  if ((await readFile(filename, "utf8").catch(() => "")) !== content) await writeFile(filename, content);
}
