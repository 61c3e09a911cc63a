import { Refusal } from "../../base/errors.js";
import { wrong } from "../../base/record.js";

/**
 * A refusal in the words of the input:
 * what a record calls `parent` or `sectors` is `parentId` or `sectorIds` there.
 */
export function inWordsOf(input: object, error: unknown): unknown {
  const path = error instanceof Refusal ? (error.extensions.path as PropertyKey[] | undefined) : undefined;
  if (path === undefined || path.length === 0) return error;
  let part: unknown = input;
  const words = path.map((step) => {
    const names = [step, `${String(step)}Id`, `${String(step).replace(/s$/, "")}Ids`];
    const word = names.find((name) => (part as never)?.[name] !== undefined) ?? step;
    part = (part as never)?.[word];
    return word;
  });
  return wrong(words, (error as Refusal).message.replace(`${path.join(".")}: `, ""));
}
