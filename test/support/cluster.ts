import { execFile } from "node:child_process";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./process.js";

const run = promisify(execFile);
const INITDB = "-U postgres -A trust --no-sync -E UTF8 --locale C.UTF-8";

/** A PostgreSQL server of the story's own, which it may stop and crash without harm to others. */
export interface Cluster {
  url: string;
  start(): Promise<void>;
  /** "fast" ends all sessions in good order, "immediate" as a crash does. */
  stop(how: "fast" | "immediate"): Promise<void>;
  remove(): Promise<void>;
}

export async function startCluster(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), "ket-nghia-cluster-"));
  const data = join(folder, "data");
  const port = await freePort();
  if (isRoot) await run("chown", ["postgres", folder]);
  await chmod(folder, 0o755);
  await command("initdb", "-D", data, ...INITDB.split(" "));
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`;
  const start = () => command("pg_ctl", "-D", data, "-w", "-l", join(folder, "log"), "-o", options, "start");
  const stop = (how: string) => command("pg_ctl", "-D", data, "-w", "-m", how, "stop");
  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop,
    async remove() {
      await stop("immediate").catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const isRoot = userInfo().uid === 0;

/** The server refuses to run as root: then it runs as the user that its package brings. */
async function command(name: string, ...args: string[]): Promise<void> {
  const program = join(await programs(), name);
  const [file, ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", program, ...args] : [program, ...args];
  await run(file as string, rest, { cwd: tmpdir() });
}

/** Debian keeps the programs of each version apart. */
async function programs(): Promise<string> {
  const root = "/usr/lib/postgresql";
  const versions = await readdir(root).catch(() => []);
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? "" : join(root, newest, "bin");
}
