import { setTimeout as pause } from "node:timers/promises";

const ATTEMPTS = 5;
const PAUSE_MS = 50;

/** Codes of transactions that PostgreSQL ends although nothing is wrong with them: serialization failure, deadlock. */
const ENDED_BY_OTHERS = new Set(["40001", "40P01"]);

/** Does the whole transaction again where it was ended only because of another one beside it. */
export async function retried<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === undefined || !ENDED_BY_OTHERS.has(code) || attempt === ATTEMPTS) throw error;
      await pause(jitter(PAUSE_MS * attempt));
    }
  }
}

/** Some time between half and the whole of it: those who failed together do not come back together. */
export function jitter(ms: number): number {
  return ms * (0.5 + Math.random() / 2);
}
