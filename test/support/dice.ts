import fc from "fast-check";

/** Choices that fast-check makes and can make smaller: without any left, each falls on the first and simplest. */
export class Dice {
  private at = 1;
  private readonly isCalm: boolean;

  constructor(private readonly numbers: readonly number[]) {
    this.isCalm = (numbers[0] ?? 0) % 3 > 0;
  }

  below(count: number): number {
    return count === 0 ? 0 : (this.numbers[this.at++] ?? 0) % count;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** Never once there is no choice left. */
  oneIn(count: number): boolean {
    return this.below(count) === count - 1;
  }

  /** What no well-meaning client does: two of three throws have none of it. */
  odd(count: number): boolean {
    return this.oneIn(count) && !this.isCalm;
  }

  some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

/** Whatever is made with dice; a failure tells what was made. */
export const diced = <T>(make: (dice: Dice) => T): fc.Arbitrary<T> =>
  fc.array(fc.nat(2 ** 20), { minLength: 20, maxLength: 400, size: "max" }).map((numbers) => make(new Dice(numbers)));

/** So many rounds, the same ones at every run; `FUZZ_RUNS` times as many, and new ones, by hand. */
export function rounds(usual: number): fc.Parameters<unknown> {
  const times = Number(process.env.FUZZ_RUNS ?? 0);
  const how = times > 0 ? { numRuns: usual * times } : { numRuns: usual, seed: 6_2019 };
  return { ...how, endOnFailure: true }; // making it smaller can take longer than anybody waits
}
