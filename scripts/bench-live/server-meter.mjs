// What every server of the bench answers about itself.
import { answer, clock } from "./rpc.mjs";

let mark = process.cpuUsage();

const spent = () => {
  const { user, system } = process.cpuUsage(mark);
  return user + system;
};

/** From here on counts what follows: called when the event is committed and nothing has been sent. */
export function startMeter() {
  mark = process.cpuUsage();
  return clock();
}

const meter = {
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  /** µs since the meter was started. */
  spent,
  /** Bytes in use after everything that can go is gone. */
  async heap() {
    for (let round = 0; round < 3; round++) {
      global.gc();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return process.memoryUsage().heapUsed;
  },
  /** Bytes in use now, on and off the heap, without garbage. */
  held() {
    global.gc();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },
};

/** Serves `start`, which gives the port, and `event`, which gives the time at which events are ready to be sent. */
export function serve(own) {
  answer({ ...meter, ...own });
}
