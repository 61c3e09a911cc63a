import { type ChildProcess, execFile, spawn } from "node:child_process";
import { copyFile, mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { post } from "./http.js";
import { createDatabase, SERVER } from "./postgres.js";
import { type Person, SECRET, tokenOf } from "./register.js";
import { until } from "./until.js";

export interface Running {
  child: ChildProcess;
  url: string;
  output(): string;
  /** Ends it at once, as a power cut does. */
  kill(): Promise<void>;
  /** Asks it to end, and gives its exit code. */
  end(): Promise<number | null>;
}

/** Asks a process as a person of the story. */
export const asked = ({ url }: Running) => ({
  ask: async (query: string, variables?: object, as?: Person) => post(url, query, variables, as && (await tokenOf(as))),
});

/** An empty database of its own, of the kind that the stories are told on. */
export function newDatabase(): Promise<string> {
  return SERVER === undefined ? newFile() : createDatabase();
}

/** The same database once more, as it is now, with nobody connected to it. */
export async function copyOf(databaseUrl: string): Promise<string> {
  if (SERVER !== undefined) return createDatabase(databaseUrl);
  const copy = await newFile();
  await copyFile(databaseUrl.replace("sqlite:", ""), copy.replace("sqlite:", ""));
  return copy;
}

export async function newFile(): Promise<string> {
  return `sqlite:${join(await mkdtemp(join(tmpdir(), "ket-nghia-process-")), "register.db")}`;
}

/** A port that was free a moment ago, for a process that must come back on the same one. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

const launched: ChildProcess[] = [];
/** A story that fails half-way leaves no process behind. */
afterAll(() => {
  for (const child of launched) child.kill("SIGKILL");
});

/** Runs one of the built commands, and says with what it ended and what it printed. */
export function command(name: string, args: readonly string[], settings: Record<string, string>) {
  const env = { PATH: process.env.PATH, AUTH_SECRET: SECRET, ...settings };
  return new Promise<{ code: number; printed: string; said: string }>((resolve) => {
    execFile("node", [`dist/commands/${name}.js`, ...args], { env }, (error, printed, said) =>
      resolve({ code: error === null ? 0 : Number(error.code), printed, said }),
    );
  });
}

/** The same, with all that it printed in one. */
export async function outcomeOf(name: string, args: readonly string[], settings: Record<string, string> = {}) {
  const { code, printed, said } = await command(name, args, settings);
  return { code, said: printed + said };
}

/** Starts the built register as a process of its own and collects what it says. */
export function launch(settings: Record<string, string>): {
  child: ChildProcess;
  output(): string;
  exited: Promise<number | null>;
} {
  const env = { PATH: process.env.PATH, PORT: "0", LOG_LEVEL: "error", AUTH_SECRET: SECRET, ...settings };
  const child = spawn("node", ["dist/main.js"], { env, stdio: ["ignore", "pipe", "pipe"] });
  launched.push(child);
  let said = "";
  child.stdout.on("data", (text) => void (said += text));
  child.stderr.on("data", (text) => void (said += text));
  return { child, output: () => said, exited: new Promise((resolve) => child.on("exit", resolve)) };
}

/** The same, once it is ready. */
export async function run(settings: Record<string, string>): Promise<Running> {
  const { child, output, exited } = launch(settings);
  const address = () => /GraphQL +(http:\S+)\/graphql/.exec(output())?.[1];
  await until(`the process to be ready; it said: ${output()}`, () => address() !== undefined, 20_000);
  return {
    child,
    url: address() as string,
    output,
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    async end() {
      child.kill("SIGTERM");
      return exited;
    },
  };
}
