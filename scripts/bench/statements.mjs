// How many statements the product needs for each operation: it is started once more, in a process that listens to them.

import { startApp } from "../../dist/app.js";
import { readConfig } from "../../dist/config.js";
import { median } from "../bench-live/figures.mjs";
import { answer } from "../bench-live/rpc.mjs";
import { SECRET } from "./settings.mjs";

const TRIES = 5;

answer({
  /** The median of some tries: the tail of the log asks now and then in between. */
  async count({ databaseUrl, requests }) {
    let heard = 0;
    const env = {
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      PORT: "0",
      AUTH_SECRET: SECRET,
      LOG_LEVEL: "silent",
    };
    const app = await startApp({ config: { ...readConfig(env), authSecret: SECRET }, onStatement: () => heard++ });
    const counts = {};
    for (const [operation, bodies] of Object.entries(requests)) {
      const each = [];
      for (const body of bodies.slice(0, TRIES)) {
        heard = 0;
        const headers = { "content-type": "application/json" };
        await (await fetch(`${app.url}/graphql`, { method: "POST", headers, body })).text();
        each.push(heard);
      }
      counts[operation] = median(each);
    }
    await app.stop();
    return counts;
  },
});
