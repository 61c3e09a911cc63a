// Chance that is the same at every run.

/** Draws that depend on the seed alone (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count) => Math.floor(next() * count);
  return {
    next,
    below,
    between: (least, most) => least + below(most - least + 1),
    one: (list) => list[below(list.length)],
    /** So many different ones; the list is short. */
    some(list, count) {
      const found = new Set();
      while (found.size < Math.min(count, list.length)) found.add(list[below(list.length)]);
      return [...found];
    },
    /** Twelve hexadecimal digits. */
    mark: () =>
      (0x1000000 + below(0x1000000)).toString(16).slice(1) + (0x1000000 + below(0x1000000)).toString(16).slice(1),
  };
}

/** Draws one of the keys of an object whose values say how often. */
export function weighted(weights) {
  const keys = Object.entries(weights).flatMap(([key, weight]) => Array(weight).fill(key));
  return (chance) => chance.one(keys);
}

/** A seed for each row of a table, so that a row can be drawn again without those before it. */
export const seedOf = (table, index) => Math.imul(table, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b);
