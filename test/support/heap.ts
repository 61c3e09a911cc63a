import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const PASSES = 6;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes of the heap that are still in use, of this process: the register of a story lives in it. */
async function heapInUse(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}

/** Bytes that stay each time the work is done: the middle of some passes, as now and then one warms up what stays. */
export async function growthOf(work: () => Promise<void>): Promise<number> {
  const heights: number[] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    await work();
    heights.push(await heapInUse());
  }
  const steps = heights.slice(1).map((height, index) => height - (heights[index] as number));
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] as number;
}
