// Processes that answer one another over IPC: `answer` in a child, `launch` in the parent.
import { execFileSync, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const WANTED_FILES = 65_536;
const launched = new Set();

/** Milliseconds by a clock that all processes of one machine share. */
export const clock = () => Number(process.hrtime.bigint()) / 1e6;

/** In a child: answers calls by name until the parent is gone. */
export function answer(handlers) {
  process.on("message", async ({ call, name, args }) => {
    try {
      process.send({ call, result: await handlers[name](args ?? {}) });
    } catch (error) {
      process.send({ call, error: error instanceof Error ? error.message : String(error) });
    }
  });
  process.on("disconnect", () => process.exit());
}

/** How many files a child may open: the hard limit, as far as it is of use. */
export function openFiles() {
  const hard = execFileSync("sh", ["-c", "ulimit -Hn"], { encoding: "utf8" }).trim();
  return hard === "unlimited" ? WANTED_FILES : Math.min(WANTED_FILES, Number(hard));
}

/** Starts a file of this folder as a process of its own that may open many files. */
export function launch(file, label = file) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const command = `ulimit -n ${openFiles()}; exec "$0" --expose-gc "$1"`;
  const child = spawn("sh", ["-c", command, process.execPath, path], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const waiting = new Map();
  let calls = 0;
  launched.add(child);
  child.on("message", ({ call, result, error }) => {
    const { resolve, reject } = waiting.get(call);
    waiting.delete(call);
    if (error === undefined) resolve(result);
    else reject(new Error(`${label}: ${error}`));
  });
  child.on("exit", (code, signal) => {
    launched.delete(child);
    for (const { reject } of waiting.values()) reject(new Error(`${label} ended (${signal ?? code}).`));
  });
  const call = (name, args) =>
    new Promise((resolve, reject) => {
      waiting.set(++calls, { resolve, reject });
      child.send({ call: calls, name, args }, (error) => error && reject(new Error(`${label} is gone.`)));
    });
  return { call, kill: () => child.kill("SIGKILL") };
}

/** Ends every process that was launched here. */
export function endAll() {
  for (const child of launched) child.kill("SIGKILL");
}
