import { dayOf, momentOf } from "./dates.js";

/** When a change was made: recorded afterwards, the day that is known; otherwise the hour, or the day. */
export const whenOf = ({ datedOn, at }: { datedOn: string | null; at: string }): string =>
  datedOn ? dayOf(datedOn) : momentOf(at, new Date());

/** Who made it, and for whom where the name does not say so. */
export function whoOf({ by }: { by: { name: string; localities: readonly { name: string }[] } }): string {
  const places = by.localities.map(({ name }) => name).filter((name) => !by.name.includes(name));
  return [by.name, ...places].join(", ");
}
