/** Calendar dates are ISO 8601 text: `2019`, `2019-08` or `2019-08-15`; instants are `…Z` with milliseconds. */

const SHAPE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** True for a date of the calendar at reduced or full precision; false for 2019-02-30. */
export function isPartialDate(text: string): boolean {
  const match = SHAPE.exec(text);
  if (match === null) return false;
  const [, , month, day] = match;
  if (month === undefined) return true;
  if (Number(month) < 1 || Number(month) > 12) return false;
  return day === undefined || (Number(day) >= 1 && text <= lastDay(text.slice(0, 7)));
}

export function isDate(text: string): boolean {
  return text.length === 10 && isPartialDate(text);
}

export function firstDay(partial: string): string {
  return `${partial}-01-01`.slice(0, 10);
}

export function lastDay(partial: string): string {
  if (partial.length === 10) return partial;
  const [year, month] = [Number(partial.slice(0, 4)), Number(partial.slice(5, 7) || 12)];
  const end = new Date(0);
  end.setUTCFullYear(year, month, 0);
  return end.toISOString().slice(0, 10);
}

/** The first instant of a partial date, in UTC. */
export function firstInstant(partial: string): string {
  return `${firstDay(partial)}T00:00:00.000Z`;
}

export function now(): string {
  return new Date().toISOString();
}

/** Today's date in UTC. */
export function today(): string {
  return now().slice(0, 10);
}

export function daysAgo(days: number): string {
  return daysBefore(Date.now(), days);
}

/** What "today" and "so many days ago" mean to a question: mostly those of now. */
export interface Clock {
  today(): string;
  daysAgo(days: number): string;
}

export const CLOCK: Clock = { today, daysAgo };

/** A clock that stands still. */
export function clockAt(instant: string): Clock {
  return { today: () => instant.slice(0, 10), daysAgo: (days) => daysBefore(Date.parse(instant), days) };
}

const [FIRST, LAST] = [Date.parse("0001-01-01T00:00:00.000Z"), Date.parse("9999-12-31T23:59:59.999Z")];

/** As text that sorts as time does: a year of five digits would not. */
export function instantOf(date: Date): string {
  return new Date(Math.min(Math.max(date.getTime(), FIRST), LAST)).toISOString();
}

function daysBefore(time: number, days: number): string {
  return new Date(time - days * 86_400_000).toISOString();
}
