import { mkdtemp, stat, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { post } from "../support/http.js";
import { SERVER } from "../support/postgres.js";
import { launch, newDatabase, run } from "../support/process.js";

/** What a start that cannot succeed says, and with what it ends. */
async function failedStart(settings: Record<string, string>): Promise<[code: number | null, said: string]> {
  const { output, exited } = launch(settings);
  const code = await exited;
  return [code, output()];
}

/** The playground as it is asked for under a host name. */
function playground(url: string, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(`${url}/playground`, { headers: { host } }, (response) => text(response).then(resolve, reject));
  });
}

describe("The first minute", () => {
  it("fills an empty register with the conference and hands out tokens that work", async () => {
    const DATABASE_URL = await newDatabase();
    const server = await run({ DATABASE_URL, AUTH_SECRET: "" });
    const tokens = server.output().match(/eyJ\S+/g) ?? [];
    const roles = await Promise.all(
      tokens.map(
        async (token) => (await post(server.url, "{ viewer { role localities { key } } }", {}, token)).data.viewer,
      ),
    );
    expect(roles).toEqual([
      { role: "OFFICER", localities: [{ key: "ha-noi" }] },
      { role: "OFFICER", localities: [{ key: "quang-nam" }] },
      { role: "COORDINATOR", localities: [] },
      { role: "ADMIN", localities: [] },
    ]);
    expect((await post(server.url, "{ commitments { totalCount } }")).data.commitments.totalCount).toBe(18);
    expect(await playground(server.url, "localhost")).toContain("Bearer eyJ");
    expect(await playground(server.url, "evil.example")).not.toContain("Bearer eyJ");
    await server.end();
    const again = await run({ DATABASE_URL, AUTH_SECRET: "" });
    expect((await post(again.url, "{ viewer { role } }", {}, tokens[2])).data.viewer.role).toBe("COORDINATOR");
    expect((await post(again.url, "{ commitments { totalCount } }")).data.commitments.totalCount).toBe(18);
    await again.end();
  }, 30_000);

  it("gives nothing away in production", async () => {
    const DATABASE_URL = await newDatabase();
    const server = await run({ DATABASE_URL, NODE_ENV: "production" });
    if (SERVER === undefined) expect((await stat(DATABASE_URL.slice("sqlite:".length))).mode & 0o077).toBe(0);
    expect(server.output()).not.toContain("eyJ");
    expect(await (await fetch(`${server.url}/playground`)).text()).not.toContain("Bearer eyJ");
    expect((await post(server.url, "{ commitments { totalCount } }")).data.commitments.totalCount).toBe(0);
    await server.end();
  }, 30_000);

  it.each<[string, () => Promise<Record<string, string>>, RegExp]>([
    ["a bad setting", async () => ({ PORT: "many" }), /^Bad setting\. PORT: /],
    ["no secret in production", async () => ({ NODE_ENV: "production", AUTH_SECRET: "" }), /^AUTH_SECRET: must be set/],
    [
      "a database it does not know",
      async () => ({ DATABASE_URL: "oracle://x" }),
      /^DATABASE_URL: "oracle:…" is not understood/,
    ],
    [
      "a PostgreSQL that is not there",
      async () => ({ DATABASE_URL: "postgres://someone:secret@127.0.0.1:1/register" }),
      /^Cannot open the database 127\.0\.0\.1:1\/register: connect ECONNREFUSED 127\.0\.0\.1:1\.$/m,
    ],
    [
      "a folder that cannot be",
      async () => {
        const file = join(await mkdtemp(join(tmpdir(), "ket-nghia-")), "a-file");
        await writeFile(file, "");
        return { DATABASE_URL: `sqlite:${file}/register.db` };
      },
      /^Cannot write to the folder .*a-file/,
    ],
    [
      "a file that is no database",
      async () => {
        const file = join(await mkdtemp(join(tmpdir(), "ket-nghia-")), "notes.txt");
        await writeFile(file, "not a database, but long enough to be looked at as one\n".repeat(50));
        return { DATABASE_URL: `sqlite:${file}` };
      },
      /^Cannot open the database .*notes\.txt/,
    ],
  ])("ends with one clear line at %s", async (_what, settings, line) => {
    const [code, said] = await failedStart({ DATABASE_URL: await newDatabase(), ...(await settings()) });
    expect(code).toBe(1);
    expect(said).toMatch(line);
    expect(said.trimEnd().split("\n")).toHaveLength(1);
  });

  it("ends with one clear line at a port that is taken", async () => {
    const first = await run({ DATABASE_URL: await newDatabase() });
    const [code, said] = await failedStart({ DATABASE_URL: await newDatabase(), PORT: new URL(first.url).port });
    expect([code, said]).toEqual([
      1,
      `Port ${new URL(first.url).port} on 127.0.0.1 is taken: set PORT to another one.\n`,
    ]);
    await first.end();
  }, 30_000);
});
