export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const quantile = (values, q) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * q) - 1)];

/** As many as asManyAs into the time, between two bounds. */
export const asManyAs = (least, most, eachMs, seconds) =>
  Math.max(least, Math.min(most, Math.floor((seconds * 1_000) / eachMs)));

/** The value for each server, where there is one. */
export const mapKinds = (of, read) =>
  Object.fromEntries(Object.entries(of).map(([kind, value]) => [kind, read(value)]));

export const withDots = (number) => number.toLocaleString("en");
