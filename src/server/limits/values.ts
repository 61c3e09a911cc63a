import { type ASTNode, type DocumentNode, Kind, type ListValueNode, type StringValueNode, visit } from "graphql";
import { badInput } from "../../base/errors.js";
import { tooComplex } from "./limits.js";

/**
 * The most that any text or list of a request may hold, whatever it is for: twice the longest field, and the longest
 * list of an input. Each field of an input has a bound of its own below that, in its record.
 */
const MAX_TEXT = 10_000;
const MAX_LIST = 500;

const MAX_DEPTH = 20;

/** Throws BAD_INPUT or TOO_COMPLEX on values written into the document that are too large. */
export function checkLiterals(document: DocumentNode): void {
  visit(document as ASTNode, {
    [Kind.STRING]: ({ value }: StringValueNode) => checkText(value),
    [Kind.LIST]: ({ values }: ListValueNode) => checkList(values),
  });
}

/** The same on values beside the document, level by level: they may be nested without end. */
export function checkVariables(variables: object): void {
  let level: unknown[] = [variables];
  for (let reached = 0; level.length > 0; reached++) {
    if (reached > MAX_DEPTH) throw badInput(`variables: nested deeper than ${MAX_DEPTH}.`);
    level = level.flatMap(valuesIn);
  }
}

function valuesIn(value: unknown): unknown[] {
  if (typeof value === "string") checkText(value);
  if (Array.isArray(value)) checkList(value);
  return value !== null && typeof value === "object" ? Object.values(value) : [];
}

function checkText(text: string): void {
  if (text.length > MAX_TEXT) throw badInput(`A text has ${text.length} characters; at most ${MAX_TEXT}.`);
  if (text.includes("\0")) throw badInput("A text holds a NUL character."); // PostgreSQL cannot keep it
}

function checkList(list: readonly unknown[]): void {
  if (list.length > MAX_LIST)
    throw tooComplex(`A list of ${list.length} is given`, { list: list.length, limit: MAX_LIST });
}
