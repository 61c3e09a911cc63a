// The register as it is built in dist/, on a database of its own.
import { startApp } from "../../dist/app.js";
import { readConfig } from "../../dist/config.js";
import { conferenceFiles } from "../../dist/features/load/conference.js";
import { loadFiles } from "../../dist/features/load/load.js";
import { signToken } from "../../dist/server/sign-in/sign-in.js";
import { eventMaker } from "./register-events.mjs";
import { serve, startMeter } from "./server-meter.mjs";
import { LIMITS, SECRET } from "./settings.mjs";

let app;
let makeEvents;

serve({
  async start({ databaseUrl, madeFile }) {
    const env = { DATABASE_URL: databaseUrl, PORT: "0", AUTH_SECRET: SECRET, LOG_LEVEL: "silent", ...LIMITS };
    app = await startApp({ config: { ...readConfig(env), authSecret: SECRET } });
    await loadFiles(app.db, app.feed.log, [...(await conferenceFiles()), madeFile]);
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
