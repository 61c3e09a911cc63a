// All screens lose their connection at once and come back at once, each with its cursor.
import { mapKinds, median, withDots } from "./figures.mjs";
import { GOALS } from "./settings.mjs";
import { KINDS } from "./stage.mjs";

/** µs of the server for one client: the end of its old connection, the new one, and its subscription. */
async function once(stage, kind, name, size) {
  const server = stage.servers[kind];
  await stage.rest(server);
  const after = kind === "ours" ? await stage.head() : null;
  const before = await server.call("cpu");
  const reports = await stage.screens("storm", { name, after });
  await stage.rest(server);
  const cpu = ((await server.call("cpu")) - before) / size;
  await stage.fire(kind, name, size); // fails unless each of them follows again
  return { cpu, retries: reports.reduce((sum, { retries }) => sum + retries, 0) };
}

/** On the screens that are open. */
export async function storm(stage) {
  const { size, rounds } = stage.plan.storm;
  const cpu = { ours: [], raw: [], plain: [] };
  let retries = 0;
  for (let round = 0; round < rounds; round++) {
    for (const kind of KINDS) {
      const result = await once(stage, kind, `${kind}:main`, size);
      cpu[kind].push(result.cpu);
      if (kind === "ours") retries = result.retries;
    }
  }
  const scenario = `CPU per client, storm of ${withDots(size)}${retries > 0 ? ` (${retries} tries refused)` : ""}`;
  stage.rows.push({ scenario, unit: "µs", ...mapKinds(cpu, median), goals: GOALS.storm });
}
