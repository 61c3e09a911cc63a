import { z } from "zod";
import { isDate, isPartialDate } from "./dates.js";
import { badInput } from "./errors.js";
import { SLUG } from "./text.js";

/** The words of which the records of data files, and the inputs of mutations, are made. */

export const zKey = z.string().max(80).regex(SLUG, "must be lower-case words joined by hyphens, like quang-nam");

/** A key, or through the API an id, of another record. */
export const zReference = z.string().min(1).max(120);

export const zLine = (max = 300) => z.string().normalize("NFC").trim().min(1, "must not be empty").max(max);

export const zProse = () => zLine(5_000);

export const zDate = z.string().refine(isDate, "must be a date like 2019-08-15");

export const zPartialDate = z.string().refine(isPartialDate, "must be a date like 2019, 2019-08 or 2019-08-15");

export const zHttpUrl = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s]+$/i, "must be an http or https address");

/** The record, normalised. Throws BAD_INPUT that names the first wrong field. */
export function parseRecord<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0] as z.core.$ZodIssue;
  throw badInput(`${issue.path.join(".") || "input"}: ${issue.message}`, { path: issue.path });
}
