import { Client } from "pg";
import { post } from "../support/http.js";
import { changeAt, headOf, logOf, proposeAt, WATCH, WATCH_DEEP, writers } from "../support/log.js";
import { cut, describeOnPostgres, sql } from "../support/postgres.js";
import { newDatabase, type Running, run } from "../support/process.js";
import { tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";

describeOnPostgres("A register on PostgreSQL", () => {
  let DATABASE_URL: string;
  let server: Running;
  let token: string;

  beforeAll(async () => {
    DATABASE_URL = await newDatabase();
    server = await run({ DATABASE_URL });
    token = await tokenOf("hanoi");
  }, 60_000);
  afterAll(async () => void expect(await server.end()).toBe(0));

  it("keeps the order without a gap when a transaction commits late", async () => {
    const start = await headOf(server.url);
    const screen = await watch(server.url, WATCH, { after: start });
    const late = new Client({ connectionString: DATABASE_URL });
    await late.connect();
    await late.query("BEGIN");
    const { rows } = await late.query(
      "UPDATE log_head SET position = position + 1, link = link + 1 RETURNING position, link",
    );
    const columns = "commitment_id, from_status, to_status, evidence, by_name, by_localities, at";
    await late.query(
      `INSERT INTO status_change (position, link, hash, mark, ${columns})
        SELECT $1, $2, 'of nothing', 'aaaaaaaaaaaa', ${columns} FROM status_change WHERE position = 1`,
      [rows[0].position, rows[0].link],
    );
    const others = Promise.all(Array.from({ length: 5 }, (_, number) => changeAt(server.url, token, `Sau ${number}`)));
    const waiting = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    await until("the others to wait for it", async () => (await sql(waiting, DATABASE_URL)).length === 5);
    expect([screen.seen, await logOf(server.url, start)]).toEqual([[], []]);
    await late.query("COMMIT");
    await late.end();
    const made = await others;
    const log = await logOf(server.url, start);
    expect(log.slice(1).sort()).toEqual(made.toSorted());
    await screen.sees(6);
    expect(screen.seen.map((event) => event.id)).toEqual(log);
    const [{ first, last, count }] = await sql(
      "SELECT min(position) AS first, max(position) AS last, count(*) FROM status_change",
      DATABASE_URL,
    );
    expect([Number(first), Number(last)]).toEqual([1, Number(count)]);
    await screen.leave();
  });

  it("does not mind when all its connections are cut while nobody uses them", async () => {
    await Promise.all(Array.from({ length: 16 }, () => headOf(server.url)));
    expect(await cut(DATABASE_URL)).toBeGreaterThan(3);
    await until("an answer", async () => (await post(server.url, "{ sectors { key } }")).errors === undefined);
    expect(await changeAt(server.url, token, "Sau khi cắt")).toBeTruthy();
  });

  it("loses nothing that it acknowledged when all its connections are cut while twenty write", async () => {
    const start = await headOf(server.url);
    const screen = await watch(server.url, WATCH_DEEP, { after: start });
    const codes = new Set<string | undefined>();
    const writing = writers(20, async (title) => {
      const { data, code } = await proposeAt(server.url, token, title);
      if (!data) codes.add(code);
      return data.proposeCommitment.change.id;
    });
    for (let round = 1; round <= 3; round++) {
      const { length } = writing.acknowledged;
      await until("twenty changes", () => writing.acknowledged.length >= length + 20, 20_000);
      await cut(DATABASE_URL);
    }
    await until("failures that are told", () => writing.failures() > 0);
    await writing.stop();
    const last = await changeAt(server.url, token, "Cuối cùng");
    const log = await logOf(server.url, start);
    expect([...codes]).toEqual(["INTERNAL"]);
    expect(log).toEqual(expect.arrayContaining([...writing.acknowledged, last]));
    await until("the screen to see the last one", () => screen.seen.at(-1)?.id === last);
    expect(screen.seen.map((event) => event.id)).toEqual(log);
    expect(screen.errors).toEqual([]);
    await screen.leave();
  }, 60_000);
});
