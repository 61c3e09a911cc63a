// The product as it is started in production, and what processes have used.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { asked } from "./databases.mjs";
import { SECRET } from "./settings.mjs";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const TICKS = 100; // a second, on every Linux
const running = new Set();

/** The product on a database: the port it listens on, its process, and how to end it. */
export function startProduct(databaseUrl) {
  const env = { PATH: process.env.PATH, NODE_ENV: "production", PORT: "0", LOG_LEVEL: "silent" };
  const child = spawn(process.execPath, [MAIN], {
    env: { ...env, AUTH_SECRET: SECRET, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  child.on("exit", () => running.delete(child));
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("exit", (code) => reject(new Error(`The product ended (${code}).`)));
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const port = /127\.0\.0\.1:(\d+)\/graphql/.exec(said)?.[1];
      if (port !== undefined) resolve({ port: Number(port), pid: child.pid, stop: () => stop(child) });
    });
  });
}

function stop(child) {
  return new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill("SIGTERM");
  });
}

export function endProducts() {
  for (const child of running) child.kill("SIGKILL");
}

/** Seconds of CPU that a process has used, or null where that cannot be told. */
export async function cpuOf(pid) {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return null;
  }
}

/** The most memory that a process has had at a time, in MB. */
export async function peakOf(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1_024;
}

/** How the sessions of each side call themselves. */
const NAMES = { ours: "LIKE 'ket-nghia%'", limit: "= 'bench limit'" };

/** The processes of a database server on this machine that work for one side; none where it runs elsewhere. */
export async function sessionsOf(databaseUrl, side) {
  if (databaseUrl.startsWith("sqlite:")) return [];
  const pids = await asked(databaseUrl, (ask) =>
    ask(`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name ${NAMES[side]}`),
  );
  const ours = await Promise.all(pids.map(async ({ pid }) => ({ pid, comm: await commOf(pid) })));
  return ours.filter(({ comm }) => comm.startsWith("postgres")).map(({ pid }) => pid);
}

const commOf = (pid) => readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
