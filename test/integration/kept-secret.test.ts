import sqlite3 from "sqlite3";
import { WebSocket } from "ws";
import { StartError } from "../../src/base/errors.js";
import { withoutSecrets } from "../../src/base/log.js";
import { entities } from "../../src/catalog.js";
import { signToken } from "../../src/server/sign-in/sign-in.js";
import { backUpDatabase } from "../../src/store/copies/backup.js";
import { restoreDatabase } from "../../src/store/copies/restore.js";
import { openDb } from "../../src/store/open.js";
import { post } from "../support/http.js";
import { cut, LISTENS, SERVER, sql } from "../support/postgres.js";
import { asked, launch, newDatabase, type Running, run } from "../support/process.js";
import { PEOPLE, SECRET, tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";

/** Words that occur nowhere else. */
const PASSWORD = "mat-khau-cua-co-so-du-lieu";
const TEXTS = ["Điều chỉ hai bên biết", "Lý do chỉ hai bên biết", "bi-mat-trong-cau-hoi"];
const PROPOSE = `mutation ($title: String!, $description: String) { proposeCommitment(input: { title: $title, description: $description, visibility: PARTIES,
  kind: JOINT, sectorIds: ["health"], parties: [{ localityId: "ha-noi", role: OWES }, { localityId: "hue", role: OWES }] }) { commitment { id } } }`;

/** A rule behind the register's back that no new commitment can keep. */
async function breakDatabase(url: string): Promise<void> {
  if (SERVER !== undefined) return void (await sql("ALTER TABLE commitment ADD CHECK (id = 0) NOT VALID", url));
  const database = new sqlite3.Database(url.replace("sqlite:", ""));
  const rule = "CREATE TRIGGER none BEFORE INSERT ON commitment BEGIN SELECT RAISE(ABORT, 'none'); END";
  await new Promise((resolve, reject) => database.run(rule, (error) => (error ? reject(error) : resolve(null))));
  await new Promise((resolve) => database.close(resolve));
}

function withPassword(url: string): string {
  if (SERVER === undefined) return url;
  const address = new URL(url);
  address.password ||= PASSWORD; // a server that trusts this machine does not ask for it
  return address.href;
}

/** Sends bytes as one message of a socket, and waits for the end. */
function sayOnSocket(url: string, ...messages: string[]): Promise<void> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  socket.on("open", () => messages.forEach((message) => void socket.send(message)));
  return new Promise((resolve) => socket.on("close", () => resolve()));
}

describe("What a register writes into its log", () => {
  let server: Running;
  let databaseUrl: string;
  let tokens: string[];
  const said: string[] = [];

  beforeAll(async () => {
    databaseUrl = await newDatabase();
    server = await run({ DATABASE_URL: withPassword(databaseUrl), LOG_LEVEL: "trace" });
    const wrong = await signToken("another-secret-that-is-long-enough", PEOPLE.admin, "1h");
    tokens = [await tokenOf("hanoi"), await tokenOf("admin"), wrong, `${wrong.slice(0, -4)}AAAA`];
  }, 30_000);
  afterAll(() => server?.end());

  it("is something at all", async () => {
    const { ask } = asked(server);
    const [title, description] = TEXTS as [string, string];
    const kept = await ask(PROPOSE, { title, description }, "hanoi");
    expect(kept.data.proposeCommitment.commitment.id).toBeTruthy();
    for (const token of tokens) {
      await post(server.url, "{ viewer { role } }", {}, token);
      await post(server.url, `{ commitments(filter: { search: "${TEXTS[2]} ${token}" }) { nodes { id } } }`, {}, token);
      const screen = await watch(server.url, "{ viewer { role } }", {}, token);
      await until("an answer", () => screen.errors.length > 0 || screen.seen.length > 0);
      await screen.leave();
      const mangled = `{"query":"{ viewer","authorization":"Bearer ${token}" "${TEXTS[2]}"`;
      await fetch(`${server.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: mangled,
      });
      await sayOnSocket(server.url, mangled);
      await sayOnSocket(
        server.url,
        JSON.stringify({ type: "connection_init", payload: { authorization: token } }),
        mangled,
      );
    }
    await breakDatabase(databaseUrl);
    const failed = await ask(PROPOSE, { title: `${title} nữa`, description }, "hanoi");
    expect(failed.code).toBe("INTERNAL");
    expect(JSON.stringify(failed)).not.toMatch(/CHECK|ABORT|INSERT|none/);
    if (SERVER !== undefined) {
      await cut(databaseUrl, LISTENS);
      await until("the cut to be told", () => server.output().includes("the connection that listens is lost"));
    }
    said.push(server.output());
    expect(server.output()).toContain(failed.errors?.[0]?.extensions.errorId as string);
    expect(server.output()).toContain("INSERT INTO");
  }, 30_000);

  it("is one line where it cannot start", async () => {
    const wrong = ["postgres://ket:P@127.0.0.1:1/x", "postgres://ket:P@[127/x", "oracle://ket:P@x/x", "ket:P@x"];
    if (SERVER !== undefined) wrong.push(withPassword(SERVER).replace(/\/\w+$/, "/nowhere"));
    const starts = wrong.map((url) =>
      launch({ DATABASE_URL: url.replace(":P@", `:${PASSWORD}@`), LOG_LEVEL: "trace" }),
    );
    for (const { output, exited } of starts) {
      expect(await exited).toBe(1);
      expect(output()).toMatch(/^(Cannot open the database|DATABASE_URL).*\n$/);
      said.push(output());
    }
  }, 30_000);

  it("holds no token, no secret, no password, and nothing of what was asked or kept", async () => {
    expect(said.length).toBeGreaterThan(1);
    const all = said.join("\n");
    const never = [
      SECRET,
      PASSWORD,
      ...(SERVER === undefined ? [] : [new URL(withPassword(SERVER)).password]),
      ...TEXTS,
      ...tokens,
      ...tokens.flatMap((token) => token.split(".")),
    ];
    for (const secret of never) expect(all).not.toContain(secret);
  });
});

describe("The password in the address of a database", () => {
  const address = (password: string) => `postgres://lan:${password}@127.0.0.1:1/register`;
  const FORMS = [
    address(PASSWORD),
    address(`1 ${PASSWORD}`),
    address(`1"${PASSWORD}`),
    address(`1/${PASSWORD}`),
    address(`1?${PASSWORD}`),
    address(`1#${PASSWORD}`),
    address(`1@${PASSWORD}`),
    address(`1\n${PASSWORD}`),
    address(PASSWORD).replace("//", ""),
    `POSTGRES://lan:${PASSWORD}@127.0.0.1:1/register`,
    `lan:${PASSWORD}@127.0.0.1:1/register`,
    `host=127.0.0.1 password=${PASSWORD}`,
    `postgres://127.0.0.1:1/register?user=lan&password=1 ${PASSWORD}`,
    PASSWORD,
  ];

  it.each(FORMS)(
    "is not told when it cannot be opened, backed up or restored, however wrong it is: %j",
    async (url) => {
      const attempts = [
        async () => openDb({ url, entities }),
        async () => backUpDatabase(url, "backup.db"),
        async () => restoreDatabase("backup.db", url, entities, async () => {}),
      ];
      for (const attempt of attempts) {
        const error = await attempt().catch((reason) => reason);
        expect(error).toBeInstanceOf(StartError);
        expect(error.message).not.toMatch(new RegExp(`\n|${PASSWORD}`));
      }
    },
  );

  it.each(FORMS.filter((url) => /postgres|password=/i.test(url)))("is not told in a longer text: %j", (url) => {
    const text = `connect to ${url}: refused`;
    expect(withoutSecrets(JSON.stringify({ text }))).not.toContain(PASSWORD);
  });
});
