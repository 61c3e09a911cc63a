import { z } from "zod";
import { isDate, isPartialDate } from "./dates.js";
import { badInput, type Refusal } from "./errors.js";
import { SLUG } from "./text.js";

/** The words of which the records of data files, and the inputs of mutations, are made. */

export const zKey = z.string().max(80).regex(SLUG, "must be lower-case words joined by hyphens, like quang-nam");

/** A key, or through the API an id, of another record. */
export const zReference = z
  .string()
  .min(1)
  .max(120)
  .refine((text) => !text.includes("\0"), "must not have control characters");

/** Neither blanks, nor control characters, marks and fillers alone: something that a reader sees. */
const isVisible = (text: string) => /[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}]/u.test(text);

const zText = (max: number, refused: RegExp, what: string) =>
  z
    .string()
    .overwrite((text) => text.replaceAll("\r\n", "\n"))
    .normalize("NFC")
    .trim()
    .min(1, { error: "must not be empty", abort: true })
    .max(max)
    .refine(isVisible, "must not be empty")
    .refine((text) => !refused.test(text), what);

export const zLine = (max = 300) => zText(max, /[\p{Cc}\p{Cs}]/u, "must be one line, without control characters");

/** Text that may have lines and tabs. */
export const zProse = (max = 5_000) => zText(max, /(?![\n\t])\p{Cc}|\p{Cs}/u, "must not have control characters");

const DATE = 'must be a date in quotes, like "2019-08-15"';
export const zDate = z.string(DATE).refine(isDate, DATE);

const PARTIAL_DATE = 'must be a date in quotes, like "2019", "2019-08" or "2019-08-15"';
export const zPartialDate = z.string(PARTIAL_DATE).refine(isPartialDate, PARTIAL_DATE);

/** An address that leads to a place, and gives nobody's password away. */
function isPlace(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === "" && password === "";
}

export const zHttpUrl = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s]+$/i, "must be an http or https address")
  .refine((text) => !/\p{C}/u.test(text), "must not have control characters")
  .refine(isPlace, "must be an http or https address, without a user or password");

/** A list that may be left out; null is an empty one. */
export const zList = <T extends z.ZodType>(item: T, max: number) =>
  z
    .array(item)
    .max(max)
    .nullish()
    .transform((list) => (list === null ? [] : list));

/** Without the fields that are not said (undefined). */
export function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** Refuses a period that ends before it begins; each end is as precise as it is known, or missing. */
export function checkPeriod(
  from: string | null | undefined,
  until: string | null | undefined,
  path: PropertyKey[],
): void {
  if (from != null && until != null && from.slice(0, until.length) > until)
    throw wrong(path, "is before its beginning.");
}

/** BAD_INPUT about one part of a record. */
export function wrong(path: PropertyKey[], what: string): Refusal {
  return badInput(path.length === 0 ? what : `${path.join(".")}: ${what}`, { path });
}

/** The record, normalised. Throws BAD_INPUT that names the first wrong field. */
export function parseRecord<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0] as z.core.$ZodIssue;
  throw wrong(issue.path, issue.message);
}
