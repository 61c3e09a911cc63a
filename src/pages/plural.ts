const english = new Intl.PluralRules("en");

/** `1 item`, `2 items`. */
export const counted = (count: number, noun: string): string =>
  `${count} ${english.select(count) === "one" ? noun : `${noun}s`}`;
