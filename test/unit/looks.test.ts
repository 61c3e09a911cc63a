import { pino } from "pino";
import { Looks } from "../../src/live/looks.js";

const logger = pino({ level: "silent" });

describe("Looks at the database", () => {
  it("end for whoever asked for one, also where each of them is followed by another", async () => {
    let looked = 0;
    const looks: Looks = new Looks(
      async () => {
        looked++;
        void looks.wake(); // as commits do that come faster than one can look
      },
      "all of it",
      logger,
    );
    await looks.wake();
    await looks.wake();
    expect(looked).toBeGreaterThanOrEqual(2);
    await looks.stop();
    const before = looked;
    await looks.wake();
    expect(looked).toBe(before);
  });

  it("begin after the call, one at a time, and once for all who call meanwhile", async () => {
    const told: string[] = [];
    let state = 0;
    const end: (() => void)[] = [];
    const looks = new Looks(
      async () => {
        told.push(`begins at ${state}`);
        await new Promise<void>((resolve) => end.push(resolve));
        told.push("ends");
      },
      "the state",
      logger,
    );
    const first = looks.wake();
    await Promise.resolve().then(() => undefined);
    state = 1;
    const later = [looks.wake(), looks.wake()];
    end.shift()?.();
    await first;
    await new Promise(setImmediate);
    end.shift()?.();
    await Promise.all(later);
    expect(told).toEqual(["begins at 0", "ends", "begins at 1", "ends"]);
  });

  it("go on after one that failed", async () => {
    const answers = [Promise.reject(new Error("away")), Promise.resolve()];
    let looked = 0;
    const looks = new Looks(() => answers[looked++] as Promise<void>, "what is away", logger);
    await looks.wake();
    await looks.wake();
    expect(looked).toBe(2);
  });
});
