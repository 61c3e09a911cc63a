import { migrations } from "../../src/store/migrations/list.js";
import { post } from "../support/http.js";
import { changeAt, headOf, logOf, proposeAt, WATCH, writers } from "../support/log.js";
import { cut, describeOnPostgres, LISTENS, nameOf, sql } from "../support/postgres.js";
import { newDatabase, type Running, run } from "../support/process.js";
import { tokenOf } from "../support/register.js";
import { type Screen, watch } from "../support/screen.js";
import { until } from "../support/until.js";
import { ALL_IS_WELL, verifyAt } from "../support/verify.js";

const POLL_MS = 1_000;
const COUNT = 20;

describeOnPostgres("Two processes on one database", () => {
  let DATABASE_URL: string;
  let servers: [Running, Running];
  let token: string;

  beforeAll(async () => {
    DATABASE_URL = await newDatabase();
    servers = await Promise.all([run({ DATABASE_URL }), run({ DATABASE_URL })]);
    token = await tokenOf("hanoi");
  }, 60_000);
  afterAll(() => Promise.all(servers.map((server) => server.end())));

  const listeners = () => sql(`SELECT pid FROM pg_stat_activity WHERE ${LISTENS}`, DATABASE_URL);
  const ids = (screen: Screen) => screen.seen.map((event) => event.id);

  /**
   * Screens at both, and twenty changes made through either in turn, each once all have seen the one before:
   * how long that took.
   */
  async function takeTurns(screens: Screen[]): Promise<number> {
    const before = Date.now();
    for (let count = 0; count < COUNT; count++) {
      const seen = screens.map((screen) => screen.seen.length);
      await changeAt((servers[count % 2] as Running).url, token, `Lượt ${count}`);
      await Promise.all(screens.map((screen, index) => screen.sees((seen[index] as number) + 1)));
    }
    return Date.now() - before;
  }

  async function watchBoth(after: string): Promise<Screen[]> {
    return Promise.all(servers.map((server) => watch(server.url, WATCH, { after })));
  }

  it("that start at once on an empty one load the conference once", async () => {
    for (const { url } of servers) {
      expect((await post(url, "{ commitments { totalCount } }")).data.commitments.totalCount).toBe(18);
      expect(await logOf(url)).toHaveLength(18);
    }
    const [head] = await sql("SELECT position FROM log_head", DATABASE_URL);
    expect(head.position).toBe("18");
    const made = await sql("SELECT name FROM migrations ORDER BY id", DATABASE_URL);
    expect(made.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name));
  });

  it("tell the screens of both of every change at once, without waiting for the poll", async () => {
    const screens = await watchBoth(await headOf(servers[0].url));
    await until("both to listen", async () => (await listeners()).length === 2);
    expect(await takeTurns(screens)).toBeLessThan((COUNT * POLL_MS) / 3);
    for (const screen of screens) await screen.leave();
  });

  it("tell the screens of both the same in the same order, once, when many write through both", async () => {
    const start = await headOf(servers[0].url);
    const screens = await watchBoth(start);
    const writing = servers.map(({ url }) => writers(10, (title) => changeAt(url, token, title)));
    for (const { acknowledged } of writing) await until("changes", () => acknowledged.length >= 50, 20_000);
    for (const { stop } of writing) await stop();
    const log = await logOf(servers[1].url, start);
    expect(writing.map(({ failures }) => failures())).toEqual([0, 0]);
    expect(log.toSorted()).toEqual(writing.flatMap(({ acknowledged }) => acknowledged).sort());
    for (const screen of screens) {
      await screen.sees(log.length);
      expect(ids(screen)).toEqual(log);
      await screen.leave();
    }
  }, 60_000);

  it("carry out once what is sent to both at the same time", async () => {
    const start = await headOf(servers[0].url);
    const answers = await Promise.all(
      [...servers, ...servers].map(({ url }) => proposeAt(url, token, "Gửi hai lần", "both-at-once")),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer.data))).size).toBe(1);
    expect(await logOf(servers[0].url, start)).toHaveLength(1);
  });

  it("take one of two steps that are decided on the same view", async () => {
    const { commitment } = (await proposeAt(servers[0].url, token, "Hai bước")).data.proposeCommitment;
    const CANCEL = `mutation ($id: ID!) { changeCommitmentStatus(input: { commitmentId: $id, to: CANCELLED, reason: "Thôi",
      expectedVersion: 1 }) { commitment { status version } } }`;
    const answers = await Promise.all(servers.map(({ url }) => post(url, CANCEL, { id: commitment.id }, token)));
    expect(answers.map((answer) => answer.code ?? "done").sort()).toEqual(["CONFLICT", "done"]);
  });

  it("give promises and leaders that are entered at the same time different names", async () => {
    const admin = await tokenOf("admin");
    const CREATE = 'mutation { createLeader(input: { name: "Nguyễn Văn An" }) { leader { key } } }';
    const answers = await Promise.all(
      [...servers, ...servers, ...servers].map(({ url }) => post(url, CREATE, {}, admin)),
    );
    const keys = answers.map((answer) => answer.data?.createLeader.leader.key);
    expect(keys.sort()).toEqual(["", "-2", "-3", "-4", "-5", "-6"].map((end) => `nguyen-van-an${end}`));
    const proposed = await Promise.all([...servers, ...servers].map(({ url }) => proposeAt(url, token, "Cùng lúc")));
    const references = proposed.map((answer) => answer.data?.proposeCommitment.commitment.reference);
    expect(new Set(references).size).toBe(4);
  });

  it("tell of every change by the poll where no notification ever arrives", async () => {
    const screens = await watchBoth(await headOf(servers[0].url));
    // As many connections as each will want, for no new one is let in from here on.
    const warm = ({ url }: Running) =>
      Array.from({ length: 16 }, (_, number) => [changeAt(url, token, `Khởi động ${number}`), headOf(url)]).flat();
    await Promise.all(servers.flatMap(warm));
    for (const screen of screens) await screen.sees(32);
    await sql(`ALTER DATABASE ${nameOf(DATABASE_URL)} ALLOW_CONNECTIONS false`);
    try {
      expect(await cut(DATABASE_URL, LISTENS)).toBe(2);
      const made = await Promise.all(servers.map(({ url }, number) => changeAt(url, token, `Im lặng ${number}`)));
      for (const screen of screens) {
        await screen.sees(34);
        expect(ids(screen).slice(32).sort()).toEqual(made.toSorted());
      }
      expect(ids(screens[0] as Screen)).toEqual(ids(screens[1] as Screen));
    } finally {
      await sql(`ALTER DATABASE ${nameOf(DATABASE_URL)} ALLOW_CONNECTIONS true`);
    }
    await until("both to listen again", async () => (await listeners()).length === 2, 20_000);
    expect(await takeTurns(screens)).toBeLessThan((COUNT * POLL_MS) / 3);
    for (const screen of screens) await screen.leave();
  }, 60_000);

  it("lose nothing while the connections that listen are cut again and again", async () => {
    const start = await headOf(servers[0].url);
    const screens = await watchBoth(start);
    const writing = writers(4, (title) => changeAt(servers[0].url, token, title));
    for (let cuts = 0; cuts < 6; ) cuts += await cut(DATABASE_URL, LISTENS);
    await writing.stop();
    const log = await logOf(servers[0].url, start);
    expect(writing.failures()).toBe(0);
    for (const screen of screens) {
      await screen.sees(log.length);
      expect(ids(screen)).toEqual(log);
      await screen.leave();
    }
  }, 60_000);

  it("leave one chain through all that either has done and refused", async () => {
    const writing = servers.map(({ url }) => writers(4, (title) => changeAt(url, token, title)));
    const refused = () => Promise.all(servers.map(({ url }) => proposeAt(url, "", "Không ai")));
    for (let round = 0; round < 10; round++)
      expect((await refused()).map(({ code }) => code)).toEqual(["UNAUTHENTICATED", "UNAUTHENTICATED"]);
    await Promise.all(writing.map(({ stop }) => stop()));
    expect(await verifyAt(DATABASE_URL)).toEqual(ALL_IS_WELL);
    const [{ count }] = await sql(
      "SELECT count(*) FROM audit_entry WHERE refused_for = 'UNAUTHENTICATED'",
      DATABASE_URL,
    );
    expect(Number(count)).toBe(20);
  }, 60_000);
});
