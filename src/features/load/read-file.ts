import { readFile } from "node:fs/promises";
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from "yaml";
import { StartError } from "../../base/errors.js";
import { type DataFile, dataFile } from "./data-file.record.js";

/** A data file as read: its records, and where in the file each part of them stands. */
export interface ReadFile {
  name: string;
  data: DataFile;
  /** `file:line: path` of a part, for messages. */
  place(path: readonly PropertyKey[]): string;
}

/** What is wrong with data files, one line each: `file:line: path: what`. */
export class DataError extends StartError {
  constructor(readonly problems: string[]) {
    super(problems.join("\n"));
  }
}

/** Reads one YAML (or JSON) file and checks it against the schema. Throws DataError with every problem found. */
export async function readDataFile(name: string): Promise<ReadFile> {
  const lines = new LineCounter();
  const text = await readText(name);
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "error",
    schema: "core",
    resolveKnownTags: false,
  });
  const lineOf = (offset: number) => `${name}:${lines.linePos(offset).line}`;
  const unreadable = findUnreadable(document).map(([offset, what]) => `${lineOf(offset)}: ${what}`);
  if (unreadable.length > 0) throw new DataError(unreadable);
  const place = (path: readonly PropertyKey[]) =>
    `${lineOf(offsetOf(document.contents, path))}: ${path.map(String).join(".") || "file"}`;
  const checked = dataFile.safeParse(document.toJS() ?? {});
  if (checked.success) return { name, data: checked.data, place };
  throw new DataError(checked.error.issues.map((issue) => `${place(issue.path)}: ${issue.message}`));
}

async function readText(name: string): Promise<string> {
  const bytes = await readFile(name).catch((error: NodeJS.ErrnoException) => {
    throw new DataError([`${name}: cannot be read (${error.code}).`]);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new DataError([`${name}: is not UTF-8 text.`]);
  }
}

/**
 * Broken YAML, and what of YAML is more than data:
 * tags, and aliases, of which a few lines make millions of records.
 */
function findUnreadable(document: Document.Parsed): [offset: number, what: string][] {
  const broken = [...document.errors, ...document.warnings];
  const found = broken.map(({ pos, message }): [number, string] => [pos[0], message]);
  visit(document, {
    Alias: (_, alias) =>
      void found.push([alias.range?.[0] ?? 0, `*${alias.source}: write it out; there are no aliases.`]),
  });
  return found;
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
    if (start == null) return offset;
    offset = start.range?.[0] ?? offset;
  }
  return offset;
}
