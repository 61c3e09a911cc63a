import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type App, startApp } from "./app.js";
import { tellFailure } from "./base/log.js";
import { readConfig } from "./config.js";
import { COORDINATOR, type DemoUser, demoUsers, secretOf } from "./development.js";
import { isEmpty, loadFiles } from "./features/load/load.js";
import { keepHeapSmall } from "./heap.js";

const STOP_WITHIN_MS = 10_000;
const DATA = fileURLToPath(new URL("../data", import.meta.url));

/** `npm start`: reads the settings, starts, fills an empty database outside production, stops on signals. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const authSecret = await secretOf(config);
  const isOwnKey = authSecret !== undefined && authSecret !== config.authSecret;
  const users = isOwnKey ? await demoUsers(authSecret) : [];
  const playgroundToken = users.find(({ who }) => who === COORDINATOR)?.token ?? null;
  const offered = users.map(({ name, token }) => ({ name, token }));
  const app = await startApp({ config: { ...config, authSecret }, playgroundToken, demoUsers: offered });
  stopOnSignals(app);
  if (!config.production) await fill(app);
  keepHeapSmall();
  say(app, users);
}

async function fill({ db, feed }: App): Promise<void> {
  if (!(await isEmpty(db))) return;
  await loadFiles(db, feed.log, await dataFiles());
}

async function dataFiles(): Promise<string[]> {
  const entries = await readdir(DATA, { recursive: true });
  return entries
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => join(DATA, name));
}

function say({ url }: App, users: DemoUser[]): void {
  const lines = [
    "Kết Nghĩa is ready.",
    `\n  Playground  ${url}/playground\n  GraphQL     ${url}/graphql  (HTTP and WebSocket)`,
    `  Screen      ${url}/screen  (for the room)\n  Desk        ${url}/desk  (for the clerk)`,
    ...(users.length > 0 ? ["\nTokens for trying out, as `Authorization: Bearer …` (never in production):"] : []),
    ...users.map(({ who, token }) => `\n  ${who}\n  ${token}`),
    "\nStop with Ctrl+C.",
  ];
  console.log(lines.join("\n")); // in one piece, for whoever reads it through a pipe
}

function stopOnSignals(app: App): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    await app.stop();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

/** Left to itself, the process would print all that an error carries. */
process.on("uncaughtException", (error) => {
  tellFailure(error);
  process.exit(1);
});
main().catch(tellFailure);
