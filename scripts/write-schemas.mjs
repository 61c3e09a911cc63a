// Writes schema.graphql (the graph) and data/schema.json (data files) from the code, or with --check compares them.
import { readFile, writeFile } from "node:fs/promises";
import { resolvers } from "../dist/catalog.js";
import { dataFileSchema } from "../dist/features/load/data-file.record.js";
import { printedSchema } from "../dist/server/printed-schema.js";
import { createSchema } from "../dist/server/schema.js";

const files = {
  "schema.graphql": printedSchema(await createSchema(resolvers)),
  "data/schema.json": `${JSON.stringify(dataFileSchema(), null, 2)}\n`,
};

for (const [name, wanted] of Object.entries(files)) {
  const path = new URL(`../${name}`, import.meta.url);
  if (!process.argv.includes("--check")) await writeFile(path, wanted);
  else if ((await readFile(path, "utf8").catch(() => "")) !== wanted) {
    console.error(`${name} is out of date: run npm run schema and commit it.`);
    process.exitCode = 1;
  }
}
