// Eight officers who change statuses as fast as they are answered, and two screens that must hear of each change.
import { GOALS } from "./settings.mjs";

const NAME = "desk";

/** How many changes a second; fails unless both screens heard of each, once. */
async function write(stage, { server, port, token }) {
  const { count, seconds } = stage.plan.writers;
  await stage.open("raw", NAME, 2, { kind: "ours", port, server });
  const warm = await stage.clients[0].call("write", { port, token, count, seconds: 1 });
  const result = await stage.clients[0].call("write", { port, token, count, seconds });
  const made = warm.made + result.made;
  await stage.arrivals(NAME, 2 * made);
  await stage.verify(NAME, made);
  await stage.screens("close", { name: NAME });
  return result.made / result.seconds;
}

export async function writersOnSqlite(stage) {
  const ours = await write(stage, { server: stage.servers.ours, port: stage.ports.ours, token: stage.token });
  stage.rows.push({ scenario: "status changes, SQLite, 8 writers", unit: "/s", ours });
}

/** On a database of its own of the server at TEST_POSTGRES_URL, dropped at the end. */
export async function writersOnPostgres(stage, serverUrl) {
  const { default: pg } = await import("pg");
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  const name = `ket_nghia_bench_${process.pid}`;
  await admin.query(`CREATE DATABASE ${name}`);
  let register;
  try {
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    register = await stage.startRegister(url.href);
    const ours = await write(stage, register);
    stage.rows.push({ scenario: "status changes, PostgreSQL, 8 writers", unit: "/s", ours, goals: GOALS.writers });
  } finally {
    register?.server.kill();
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
  }
}
