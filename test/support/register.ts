import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { type App, type AppOptions, startApp } from "../../src/app.js";
import { readConfig } from "../../src/config.js";
import { demoUsers } from "../../src/development.js";
import { loadConference } from "../../src/features/load/conference.js";
import { Role } from "../../src/graphql/role.js";
import { type Claims, signToken } from "../../src/server/sign-in/sign-in.js";
import { type Answer, post } from "./http.js";
import { createDatabase, dropDatabase, SERVER } from "./postgres.js";
import { type Screen, watch } from "./screen.js";
import { done } from "./sent.js";
import { until } from "./until.js";

export const SECRET = "a-secret-for-tests-that-is-long-enough";

/** People of the stories, by what they are. */
export const PEOPLE = {
  hanoi: { sub: "hoa", name: "Hoa", role: Role.OFFICER, localities: ["ha-noi"] },
  quangNam: { sub: "lan", name: "Lan", role: Role.OFFICER, localities: ["quang-nam"] },
  daNang: { sub: "minh", name: "Minh", role: Role.OFFICER, localities: ["da-nang"] },
  hue: { sub: "huong", name: "Hương", role: Role.OFFICER, localities: ["hue"] },
  coordinator: { sub: "dung", name: "Dũng", role: Role.COORDINATOR },
  admin: { sub: "an", name: "An", role: Role.ADMIN },
  nowhere: { sub: "tu", name: "Tú", role: Role.OFFICER, localities: [] },
  viewer: { sub: "vy", name: "Vy", role: Role.VIEWER, localities: ["ha-noi"] },
} satisfies Record<string, Claims>;
export type Person = keyof typeof PEOPLE;

export interface Register {
  app: App;
  url: string;
  databaseUrl: string;
  /** Asks over HTTP, anonymously or as a person of the story. */
  ask(query: string, variables?: object, as?: Person): Promise<Answer>;
  /** Asks for data and fails the test on any error. */
  get<T = any>(query: string, variables?: object, as?: Person): Promise<T>;
  /** Opens a real graphql-ws client on the subscription, and waits until it follows. */
  watch(query: string, variables?: object, as?: Person): Promise<Screen>;
  /** Every SQL statement so far that somebody has asked for: without the looks, every second, at the log and at what was revoked. */
  statements: string[];
  stop(): Promise<void>;
}

export interface Wishes {
  settings?: Record<string, string>;
  /** Start with an empty database. */
  empty?: boolean;
  /** Offer the demo users on the desk. */
  demo?: boolean;
}

const IS_POLL =
  /^SELECT (r\.\* FROM status_change r WHERE r\.position > .* LIMIT 50[01]|.* FROM revocation WHERE .* ORDER BY id)$/s;

/** A real register on a port and a database of its own, filled with the conference. */
export async function startRegister({ settings = {}, empty = false, demo = false }: Wishes = {}): Promise<Register> {
  const database = SERVER === undefined ? await newFile() : await newPostgres(empty);
  const { databaseUrl } = database;
  const statements: string[] = [];
  const offered = demo ? await demoUsers(SECRET) : [];
  const onStatement = (sql: string) => IS_POLL.test(sql) || statements.push(sql);
  const fill = !empty && SERVER === undefined;
  const app = await start({ databaseUrl, settings, onStatement, demoUsers: offered, fill });
  const ask = async (query: string, variables?: object, as?: Person) =>
    post(app.url, query, variables, as && (await tokenOf(as)));
  return {
    app,
    url: app.url,
    databaseUrl,
    statements,
    ask,
    get: async (query, variables, as) => done(await ask(query, variables, as)),
    async watch(query, variables, as) {
      const others = app.feed.followers;
      const screen = await watch(app.url, query, variables, as && (await tokenOf(as)));
      const follows = () => app.feed.followers > others || screen.errors.length > 0;
      await until("the screen to follow", follows);
      const leave = async () => {
        const all = app.feed.followers;
        await screen.leave();
        await until("the screen to be gone", () => app.feed.followers < all || screen.errors.length > 0);
      };
      return { ...screen, leave };
    },
    async stop() {
      await app.stop();
      await database.remove();
    },
  };
}

interface Start extends Pick<AppOptions, "onStatement" | "demoUsers"> {
  databaseUrl: string;
  settings?: Record<string, string>;
  fill: boolean;
}

function start({ databaseUrl, settings = {}, fill, ...rest }: Start): Promise<App> {
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    PORT: "0",
    AUTH_SECRET: SECRET,
    LOG_LEVEL: "silent",
    ...settings,
  });
  const logger = pino({ level: config.logLevel });
  return startApp({ config, logger, beforeAnybody: fill ? loadConference : undefined, ...rest });
}

interface Database {
  databaseUrl: string;
  remove(): Promise<void>;
}

async function newFile(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), "ket-nghia-"));
  return {
    databaseUrl: `sqlite:${join(folder, "register.db")}`,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

let conference: Promise<string> | undefined;

/** The conference is loaded once a file of stories; every register is a copy of that database. */
async function newPostgres(empty: boolean): Promise<Database> {
  if (!empty) conference ??= conferenceDatabase();
  const databaseUrl = await createDatabase(await (empty ? undefined : conference));
  return { databaseUrl, remove: () => dropDatabase(databaseUrl) };
}

async function conferenceDatabase(): Promise<string> {
  const databaseUrl = await createDatabase();
  const app = await start({ databaseUrl, fill: true });
  await app.stop();
  return databaseUrl;
}

export function tokenOf(person: Person): Promise<string> {
  return signToken(SECRET, PEOPLE[person], "1h");
}
