import { given } from "../../base/record.js";
import type { ReadFile } from "./read-file.js";

/**
 * What files say twice. A record stands once in a file; those of several files may complete one record but not
 * contradict each other, or it would depend on their order what the register holds.
 */
export function findDoubles(files: readonly ReadFile[]): string[] {
  const problems: string[] = [];
  const said = new Map<string, Said>();
  for (const field of files.flatMap(fieldsIn)) {
    const first = said.get(field.id);
    if (first === undefined) said.set(field.id, field);
    else if (field.isKey ? first.file === field.file : first.value !== field.value) {
      const what = field.isKey ? "this record stands" : "something else is said";
      problems.push(`${field.file.place(field.path)}: ${what} also at ${first.file.place(first.path)}.`);
    }
  }
  return problems;
}

interface Said {
  id: string;
  isKey: boolean;
  value: string;
  file: ReadFile;
  path: PropertyKey[];
}

function fieldsIn(file: ReadFile): Said[] {
  return Object.entries(file.data).flatMap(([kind, records]) =>
    records.flatMap((record, index) =>
      Object.entries(given(record)).map(([field, value]) => ({
        id: `${kind} ${record.key} ${field}`,
        isKey: field === "key",
        value: JSON.stringify(value),
        file,
        path: [kind, index, field],
      })),
    ),
  );
}
