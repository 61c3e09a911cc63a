import { Unfit, wrong } from "./problem.js";

/** A date as people write it, as the register wants it: `15/8/2026` or `2026-08-15`, `08/2026`, `2026`. */
export function readDay(at: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const parts = text.split(/[-/.]/).map((part) => part.trim());
  if (parts.length > 1 && parts[0]?.length !== 4) parts.reverse();
  const [year = "", ...rest] = parts;
  const day = [year, ...rest.map((part) => part.padStart(2, "0"))].join("-");
  if (!/^\d{4}(-\d\d){0,2}$/.test(day) || !isDay(day)) throw new Unfit(at, wrong.notDate);
  return day;
}

/** A month has no 31st day only because it is written so. */
function isDay(day: string): boolean {
  const date = new Date(day);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(day);
}
