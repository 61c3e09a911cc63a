import { lang } from "./words.js";

const clock = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** `14:05`, by the clock of the room. */
export const hourOf = (instant: Date | string): string => clock.format(new Date(instant));

const months = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });

/** A date as precise as it is known: `2026`, `08/2026` or `15/08/2026`; in English `15 Aug 2026`. */
export function dayOf(partial: string): string {
  const [year = "", month, day] = partial.split("-");
  if (month === undefined) return year;
  const english = `${months.format(new Date(`${year}-${month}-01`))} ${year}`;
  const vietnamese = `${month}/${year}`;
  const text = lang === "en" ? english : vietnamese;
  if (day === undefined) return text;
  return lang === "en" ? `${Number(day)} ${text}` : `${day}/${text}`;
}

/** The hour of what happened today, and otherwise the day. */
export function momentOf(instant: string, now: Date): string {
  const then = new Date(instant);
  if (then.toDateString() === now.toDateString()) return hourOf(then);
  return dayOf(localDay(instant));
}

/** The day of an instant by the calendar of the room. */
export function localDay(instant: string): string {
  const day = new Date(instant);
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}
