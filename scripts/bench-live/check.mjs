// Before anything is measured: does the live path say the same as an ordinary query, in order, once?
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { filterOf, KEYS } from "./made-data.mjs";
import { LIVE, LOG } from "./settings.mjs";

const PATIENCE_MS = 15_000;

/** A screen with the real client; every second one uses the id that our own clients share. */
function watch(port, number, variables) {
  const client = createClient({
    url: `ws://127.0.0.1:${port}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(number % 2 === 0 && { generateID: () => "1" }),
  });
  const screen = { filter: variables.filter, seen: [], failure: null, leave: () => client.dispose() };
  const fail = (error) => {
    screen.failure = JSON.stringify(error.message ?? error);
  };
  client.subscribe(
    { query: LIVE, variables },
    {
      next: ({ data, errors }) => (errors ? fail(errors) : screen.seen.push(data.commitmentStatusChanged)),
      error: fail,
      complete: () => undefined,
    },
  );
  return screen;
}

async function until(what, condition) {
  for (const end = Date.now() + PATIENCE_MS; !condition(); await sleep(5))
    if (Date.now() > end) throw new Error(`check: waited in vain for ${what}`);
}

/** Where two lists first differ, or null. */
function differ(told, log) {
  const [ours, theirs] = [told, log].map((list) => list.map((each) => JSON.stringify(each)));
  const at = Array.from({ length: Math.max(told.length, log.length) }, (_, index) => index).find(
    (index) => ours[index] !== theirs[index],
  );
  if (at === undefined) return null;
  return `told ${told.length}, in the log ${log.length}; number ${at + 1} was told as\n${ours[at]}\nand is\n${theirs[at]}`;
}

/** Compares what has come to each screen with what the log says to its filter, and forgets it. */
async function compare(stage, screens, after, what) {
  for (const screen of screens) {
    const { statusChanges } = await stage.ask(LOG, { filter: screen.filter, after, first: 100 });
    const wanted = statusChanges.nodes;
    const name = `${what} for ${JSON.stringify(screen.filter ?? "everybody")}`;
    await until(
      `${wanted.length} events, ${name}`,
      () => screen.failure !== null || screen.seen.length >= wanted.length,
    );
    if (screen.failure !== null) throw new Error(`check: ${name}: ${screen.failure}`);
    const difference = differ(screen.seen.splice(0), wanted);
    if (difference !== null) throw new Error(`check: ${name}: ${difference}`);
  }
}

/** One group, ten kinds of filters on three keys, and a filter that nothing matches. */
function openScreens(stage, after) {
  const port = stage.ports.ours;
  const numbers = Array.from({ length: 30 }, (_, index) => Math.floor(index / 3) * KEYS + (index % 3));
  return [
    ...[0, 1, 2, 3, 4, 5].map((number) => watch(port, number, { after })),
    ...numbers.map((number) => watch(port, number, { after, filter: filterOf(number) })),
    watch(port, 0, { after, filter: { kind: ["JOINT"] } }),
  ];
}

/** Throws where the two differ; gives an event as it was told. */
export async function check(stage) {
  const start = await stage.head();
  const { ours } = stage.servers;
  const screens = openScreens(stage, start);
  await stage.rest(ours);
  let sample;
  for (const key of [0, 1, 2, 3, 0]) {
    const before = await stage.head();
    await ours.call("event", { key });
    await until("a first event", () => screens[0].failure !== null || screens[0].seen.length > 0);
    sample = screens[0].seen[0];
    await compare(stage, screens, before, "a single event");
  }
  const before = await stage.head();
  await ours.call("event", { count: 90 });
  await compare(stage, screens, before, "ninety events in one transaction");
  const late = openScreens(stage, start);
  await compare(stage, late, start, "events before it came");
  await sleep(200);
  const extra = [...screens, ...late].filter(({ seen }) => seen.length > 0);
  if (extra.length > 0) throw new Error(`check: ${extra.length} screens were told something twice`);
  await Promise.all([...screens, ...late].map((screen) => screen.leave()));
  await stage.rest(ours);
  return { commitmentStatusChanged: sample };
}
