import { readFile } from "node:fs/promises";
import { buildSchema, parse, validate } from "graphql";
import { WORDS } from "../../src/features/agenda/record/record-words.js";
import { Language } from "../../src/graphql/language.js";

describe("What is written twice", () => {
  it("is the same in the README's examples as in the schema", async () => {
    const schema = buildSchema(await readFile("schema.graphql", "utf8"));
    const examples = [...(await readFile("README.md", "utf8")).matchAll(/```graphql\n([\s\S]*?)```/g)];
    expect(examples.length).toBeGreaterThan(1);
    for (const [, text = ""] of examples)
      expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
  });

  it("is the same in the record of a meeting as on the screens: what each status is called", async () => {
    const text = await readFile("src/pages/status.ts", "utf8");
    const shown = [...text.matchAll(/([A-Z_]+): \{\s*icon: \w+,\s*word: \{ vi: "([^"]+)", en: "([^"]+)" \}/g)];
    expect(Object.fromEntries(shown.map(([, status, vi]) => [status, vi]))).toEqual(WORDS[Language.VI].status);
    expect(Object.fromEntries(shown.map(([, status, , en]) => [status, en]))).toEqual(WORDS[Language.EN].status);
  });
});
