// A process full of screens, in groups.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { filterOf, KEYS } from "./made-data.mjs";
import { answer, clock } from "./rpc.mjs";
import { Screen } from "./wire.mjs";
import { writeAll } from "./writers.mjs";

const AT_A_TIME = 200;
const TRIES = 40;

class Group {
  screens = [];
  messages = 0;
  lastAt = 0;
  retries = 0;
  /** How connections ended that we did not end, by what the server said. */
  closes = {};
  failure = null;
  waiting = null;

  constructor(asked) {
    Object.assign(this, asked); // kind, port, query, filters, after, keep, resume, ids
  }

  came(count) {
    this.messages += count;
    this.lastAt = clock();
    if (this.waiting && this.messages >= this.waiting.total) this.waiting.done();
  }

  failed(message) {
    this.failure ??= message.slice(0, 300);
    this.waiting?.done();
  }

  closed(screen) {
    if (!screen.live) return; // `comeBack` tries again
    const said = screen.closing ?? "cut";
    this.closes[said] = (this.closes[said] ?? 0) + 1;
    if (this.resume) void comeBack(screen);
    else this.failed(`a screen was sent away: ${said}`);
  }
}

const groups = new Map();

/** Opens a screen, and again if it is refused, a little later each time. */
async function comeBack(screen) {
  for (let tries = 1; ; tries++) {
    try {
      return await screen.open();
    } catch (error) {
      screen.group.retries++;
      if (tries === TRIES) return screen.group.failed(error.message);
      await sleep(Math.random() * 50 * tries);
    }
  }
}

async function connectAll(screens) {
  const left = screens.values();
  const work = async () => {
    for (const screen of left) await comeBack(screen);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
}

function newScreen(group, number) {
  const id = group.ids === "uuid" ? randomUUID() : "1";
  const variables = { after: group.after, ...(group.filters && { filter: filterOf(number) }) };
  return new Screen(group, { id, variables, key: number % KEYS, keep: group.keep });
}

function report({ retries, failure, closes, messages, screens, sample }) {
  if (failure !== null) throw new Error(failure);
  const counts = screens.map((screen) => screen.count);
  const of = { least: Math.min(...counts), most: Math.max(...counts) };
  return { retries, closes, messages, ...of, sample: sample?.last };
}

answer({
  async open({ name, count, ...asked }) {
    const group = new Group(asked);
    groups.set(name, group);
    group.screens = Array.from({ length: count }, (_, number) => newScreen(group, number));
    group.sample = group.screens[0];
    await connectAll(group.screens);
    return report(group);
  },
  /** Waits until so many messages have come in all, and gives when the last one came. */
  async arrivals({ name, total, withinMs }) {
    const group = groups.get(name);
    if (group.messages < total && group.failure === null) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        group.waiting = { total, done: () => resolve(clearTimeout(timer)) };
      });
      group.waiting = null;
    }
    if (group.failure !== null) throw new Error(group.failure);
    if (group.messages !== total) throw new Error(`${group.messages} messages came of ${total} to ${name}`);
    return group.lastAt;
  },
  report: ({ name }) => report(groups.get(name)),
  /** All hang up at once, and all come back at once with the cursor they are given. */
  async storm({ name, after }) {
    const group = groups.get(name);
    for (const screen of group.screens) screen.cut();
    for (const screen of group.screens) screen.after = after;
    await connectAll(group.screens);
    return report(group);
  },
  close({ name }) {
    for (const screen of groups.get(name).screens) screen.cut();
    groups.delete(name);
  },
  pause({ name }) {
    for (const { socket } of groups.get(name).screens) socket.pause();
  },
  wake({ name }) {
    for (const { socket } of groups.get(name).screens) socket?.resume();
  },
  /** The cursors that every screen of the group has seen, or what sets one apart. */
  cursors({ name }) {
    const [first, ...others] = groups.get(name).screens.map((screen) => screen.cursors.join());
    return { cursors: first.split(","), different: others.filter((each) => each !== first).length };
  },
  write: writeAll,
});
