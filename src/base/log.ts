import { type Logger, pino } from "pino";
import { StartError } from "./errors.js";

export type { Logger };

/** What is never written down, wherever it may turn up. */
const SECRETS = ["authorization", "token", "password", "secret", "headers", "connectionParams", "variables", "body"];

/** JSON lines on standard error: standard output stays for what a person asked for. */
export function createLogger(level: string): Logger {
  const lines = pino.destination(2);
  const redact = SECRETS.flatMap((name) => [name, `*.${name}`]);
  const timestamp = pino.stdTimeFunctions.isoTime;
  const write = (line: string) => void lines.write(withoutSecrets(line));
  return pino({ level, base: null, timestamp, redact, serializers: { err: describe } }, { write });
}

/** How a command ends that failed: a mistake in how it was started in one line, anything else with its stack. */
export function tellFailure(error: unknown): void {
  const { message, stack } = describe(error);
  const told = error instanceof StartError ? error.message : (stack ?? message);
  process.stderr.write(`${withoutSecrets(told)}\n`);
  process.exitCode = 1;
}

/** A text without the tokens and the passwords of addresses in it, also of those that are not well formed. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/\beyJ[\w-]+(\.[\w-]*)*/g, "…")
    .replace(/((?::\/\/|\bpostgres(?:ql)?:)[^\s:@/"]*):(?:\\.|[^"\\]){0,500}@/gi, "$1:…@")
    .replace(/(\bpassword=)(?:\\.|[^&"\\])*/gi, "$1…");
}

interface Described {
  type?: string;
  message: string;
  stack?: string;
  [detail: string]: unknown;
}

/** What helps to find a mistake, and nothing of what it was made with: no values of a statement, no row, no request. */
function describe(error: unknown): Described {
  if (!(error instanceof Error)) return { message: `thrown: ${typeof error}` };
  const { name, message, stack, cause, errors, ...rest } = error as Error & Record<string, unknown>;
  return {
    type: name,
    message: withoutValues(message),
    stack: stack && withoutValues(stack),
    ...Object.fromEntries(DETAILS.map((detail) => [detail, rest[detail]])),
    ...(cause !== undefined && { cause: describe(cause) }),
    ...(Array.isArray(errors) && { errors: errors.map(describe) }),
  };
}

const DETAILS = ["code", "query", "table", "constraint"];

/** Databases and parsers put what they could not read in quotes, as they put names. */
function withoutValues(text: string): string {
  return text.replace(/"(?!\w{1,63}")[\s\S]*"/g, '"…"');
}
