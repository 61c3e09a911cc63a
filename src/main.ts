import { type App, startApp } from "./app.js";
import { tellFailure } from "./base/log.js";
import { readConfig } from "./config.js";
import { COORDINATOR, type DemoUser, demoUsers, secretOf } from "./development.js";
import { loadConference } from "./features/load/conference.js";
import { keepHeapSmall } from "./heap.js";

const STOP_WITHIN_MS = 10_000;

/** `npm start`: reads the settings, starts, fills an empty database outside production, stops on signals. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const authSecret = await secretOf(config);
  const isOwnKey = authSecret !== undefined && authSecret !== config.authSecret;
  const users = isOwnKey ? await demoUsers(authSecret) : [];
  const playgroundToken = users.find(({ who }) => who === COORDINATOR)?.token ?? null;
  const offered = users.map(({ name, token }) => ({ name, token }));
  const app = await startApp({
    ...{ config: { ...config, authSecret }, playgroundToken, demoUsers: offered },
    beforeAnybody: config.production ? undefined : loadConference,
  });
  stopOnSignals(app);
  keepHeapSmall();
  say(app, users);
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
