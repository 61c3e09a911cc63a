// The register as it is built in dist/, on a database of its own.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startApp } from "../../dist/app.js";
import { readConfig } from "../../dist/config.js";
import { loadFiles } from "../../dist/features/load/load.js";
import { signToken } from "../../dist/server/sign-in/sign-in.js";
import { eventMaker } from "./register-events.mjs";
import { serve, startMeter } from "./server-meter.mjs";
import { LIMITS, SECRET } from "./settings.mjs";

const DATA = fileURLToPath(new URL("../../data", import.meta.url));
let app;
let makeEvents;

serve({
  async start({ databaseUrl, madeFile }) {
    const env = { DATABASE_URL: databaseUrl, PORT: "0", AUTH_SECRET: SECRET, LOG_LEVEL: "silent", ...LIMITS };
    app = await startApp({ config: { ...readConfig(env), authSecret: SECRET } });
    await loadFiles(app.db, app.feed.log, [...(await dataFiles()), madeFile]);
    makeEvents = await eventMaker(app);
    const token = await signToken(SECRET, { sub: "bench", name: "Bench", role: "COORDINATOR" }, "1h");
    return { port: Number(new URL(app.url).port), token };
  },
  /** The cost of writing is left out: what follows the commit is what screens cost. */
  async event(wanted) {
    await makeEvents(wanted);
    return startMeter();
  },
  stop: () => app.stop(),
});

async function dataFiles() {
  const names = await readdir(DATA, { recursive: true });
  return names.filter((name) => name.endsWith(".yaml")).map((name) => join(DATA, name));
}
