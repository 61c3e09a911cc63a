import { readFile } from "node:fs/promises";
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";
import { type DataFile, dataFile } from "./data-file.record.js";

/** A data file as read: its records, and where in the file each part of them stands. */
export interface ReadFile {
  name: string;
  data: DataFile;
  /** `file:line: path` of a part, for messages. */
  place(path: readonly PropertyKey[]): string;
}

/** What is wrong with data files, one line each: `file:line: path: what`. */
export class DataError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join("\n"));
  }
}

/** Reads one YAML (or JSON) file and checks it against the schema. Throws DataError with every problem found. */
export async function readDataFile(name: string): Promise<ReadFile> {
  const lines = new LineCounter();
  const document = parseDocument(await readText(name), { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new DataError(
      document.errors.map((error) => `${name}:${lines.linePos(error.pos[0]).line}: ${firstLine(error.message)}`),
    );
  }
  const place = (path: readonly PropertyKey[]) => {
    const { line } = lines.linePos(offsetOf(document.contents as Node | null, path));
    return `${name}:${line}: ${path.map(String).join(".") || "file"}`;
  };
  const checked = dataFile.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (checked.success) return { name, data: checked.data, place };
  throw new DataError(checked.error.issues.map((issue) => `${place(issue.path)}: ${issue.message}`));
}

async function readText(name: string): Promise<string> {
  try {
    return await readFile(name, "utf8");
  } catch (error) {
    throw new DataError([`${name}: cannot be read (${(error as NodeJS.ErrnoException).code}).`]);
  }
}

/** The place of the deepest part of the path that the file has. */
function offsetOf(node: Node | null, path: readonly PropertyKey[]): number {
  let found = node;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    const pair = isMap(found) ? found.items.find((each) => isScalar(each.key) && each.key.value === step) : undefined;
    found = pair
      ? ((pair as Pair).value as Node | null)
      : isSeq(found)
        ? ((found.items[Number(step)] as Node | undefined) ?? null)
        : null;
    const start = pair ? (pair.key as Node) : found;
    if (start == null || isAlias(start)) return offset;
    offset = start.range?.[0] ?? offset;
  }
  return offset;
}

const firstLine = (text: string) => text.split("\n")[0] ?? text;
