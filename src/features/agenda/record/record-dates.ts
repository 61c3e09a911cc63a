import { Language } from "../../../graphql/language.js";

/** Records are read where the meetings are held. */
const TIME_ZONE = "Asia/Ho_Chi_Minh";

const english = (format: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", { ...format, timeZone: "UTC" });
const MONTH = english({ month: "short", year: "numeric" });
const DAY = english({ day: "numeric", month: "short", year: "numeric" });

/** A date as precise as it is known: `2027`, `12/2027`, `05/12/2027`; in English `Dec 2027`, `5 Dec 2027`. */
export function dayIn(language: Language, partial: string): string {
  const parts = partial.split("-");
  if (language === Language.VI || parts.length === 1) return parts.reverse().join("/");
  return (parts.length === 2 ? MONTH : DAY).format(new Date(partial));
}

const CLOCK = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone: TIME_ZONE });

/** An instant by the clocks of Việt Nam: `14:05 25/11/2026`; in English `14:05, 25 Nov 2026`. */
export function timeIn(language: Language, instant: string): string {
  const [day = "", time] = CLOCK.format(new Date(instant)).split(" "); // as ISO 8601 has it
  return `${time}${language === Language.EN ? "," : ""} ${dayIn(language, day)}`;
}
