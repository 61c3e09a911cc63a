import { entities } from "../../src/catalog.js";
import type { Tx } from "../../src/store/db.js";
import { openDb } from "../../src/store/open.js";
import { burst } from "../support/burst.js";
import { post } from "../support/http.js";
import { nameOf, SERVER, sql } from "../support/postgres.js";
import { promiseAt, step } from "../support/promise.js";
import { type Register, startRegister, tokenOf } from "../support/register.js";
import { mutationOf } from "../support/sent.js";
import { askOverWebSocket } from "../support/socket.js";
import { until } from "../support/until.js";

const LIMIT = 1_000;
const SOURCES = "{ commitments(first: 3) { nodes { sources { locator } } } }";
const WITH_SOURCES = "subscription { commitmentStatusChanged { to commitment { sources { locator } } } }";
const STEP = mutationOf("changeCommitmentStatus", "commitment { status }");
const AUDIT =
  'query ($id: ID!) { auditLog(filter: { record: [$id], mutation: ["changeCommitmentStatus"] }) { nodes { refusedFor } } }';
const LATE = {
  message: "This has not ended after 1000 ms, and was stopped.",
  extensions: { code: "TOO_COMPLEX", milliseconds: expect.any(Number), limit: LIMIT },
};

/** Counts for minutes. */
const FOR_LONG =
  "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT COUNT(*) FROM n)";

const SLOW = {
  sources: [
    "ALTER TABLE citation RENAME TO quick_citation",
    `CREATE VIEW citation AS SELECT * FROM quick_citation WHERE ${FOR_LONG} > 0`,
  ],
  quickSources: ["DROP VIEW citation", "ALTER TABLE quick_citation RENAME TO citation"],
  steps: SERVER
    ? [
        `CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM ${FOR_LONG}; RETURN NEW; END $$`,
        "CREATE TRIGGER slow AFTER UPDATE ON commitment FOR EACH ROW EXECUTE FUNCTION slow()",
      ]
    : [
        `CREATE VIEW slowly AS SELECT ${FOR_LONG} AS n`,
        "CREATE TRIGGER slow AFTER UPDATE ON commitment BEGIN INSERT INTO citation (locator) SELECT n FROM slowly; END",
      ],
  quickSteps: [`DROP TRIGGER slow ${SERVER ? "ON commitment" : ""}`],
};

describe("An operation that takes too long", () => {
  let register: Register;
  beforeAll(async () => {
    register = await startRegister({ settings: { OPERATION_TIMEOUT_MS: String(LIMIT) } });
  });
  afterAll(() => register.stop());

  const make = (change: keyof typeof SLOW) =>
    register.app.db.write(async (tx: Tx) => {
      for (const statement of SLOW[change]) await tx.query(statement);
    });

  const timedOut = async () =>
    Number(/timed_out_total (\d+)/.exec(await (await fetch(`${register.url}/metrics`)).text())?.[1]);

  /** How many statements the server is at in this database. */
  const underWay = async () => {
    const running = `SELECT COUNT(*) AS n FROM pg_stat_activity WHERE state <> 'idle' AND datname = '${nameOf(register.databaseUrl)}'`;
    return Number((await sql(running))[0].n);
  };

  it("is refused over both doors, and what it asked of the database is stopped", async () => {
    await make("sources");
    const before = await timedOut();
    const began = performance.now();
    const asked = await Promise.all([
      post(register.url, SOURCES),
      post(register.url, SOURCES, undefined, undefined, { cost: true }),
      askOverWebSocket(register.url, SOURCES),
      askOverWebSocket(register.url, `{ viewer { role } ${SOURCES.slice(1)}`),
    ]);
    expect(performance.now() - began).toBeLessThan(3 * LIMIT);
    for (const { data, errors } of asked) expect([data, errors]).toEqual([undefined, [LATE]]);
    expect((await timedOut()) - before).toBe(4);
    if (SERVER) await until("nothing to run any more", async () => (await underWay()) === 0, 2_000);
    const again = performance.now();
    expect((await register.ask("{ sectors { key } }")).errors).toBeUndefined();
    expect(performance.now() - again).toBeLessThan(LIMIT / 2);
    await make("quickSources");
  });

  it("costs nobody an answer who asks while it goes on", async () => {
    await make("sources");
    const began = performance.now();
    const late = post(register.url, SOURCES);
    await until("half of its time to be over", () => performance.now() - began > LIMIT / 2);
    const others = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        register.ask(`{ commitments(first: ${i + 1}) { nodes { title(language: EN) nextStatuses } } viewer { role } }`),
      ),
    );
    expect(others.map(({ data, errors }) => errors ?? data.commitments.nodes.length)).toEqual(
      Array.from({ length: 30 }, (_, i) => Math.min(i + 1, 18)),
    );
    expect((await late).errors).toEqual([LATE]);
    await make("quickSources");
    expect((await register.get(SOURCES)).commitments.nodes).toHaveLength(3);
  });

  it("is taken back wholly where it was to change something, over both doors", async () => {
    const { id } = await promiseAt(register, "AGREED");
    const head = register.app.feed.tail.head;
    await make("steps");
    const input = { commitmentId: id, to: "IN_PROGRESS", requestId: "slow-1" };
    const overHttp = await step(register, id, "IN_PROGRESS", "hanoi", { requestId: "slow-1" });
    const authorization = `Bearer ${await tokenOf("hanoi")}`;
    const overSocket = await askOverWebSocket(register.url, STEP, { input }, { authorization });
    for (const { data, errors } of [overHttp, overSocket]) {
      expect(data ?? null).toBeNull();
      expect(errors).toMatchObject([LATE]);
    }
    if (SERVER) await until("nothing to run any more", async () => (await underWay()) === 0, 2_000);
    await make("quickSteps");
    const { commitment } = await register.get("query ($id: ID!) { commitment(id: $id) { status version } }", { id });
    expect(commitment).toEqual({ status: "AGREED", version: 2 });
    const { auditLog } = await register.get(AUDIT, { id }, "admin");
    expect(auditLog.nodes.slice(0, 2)).toEqual(Array(2).fill({ refusedFor: "TOO_COMPLEX" }));
    expect((await step(register, id, "IN_PROGRESS", "hanoi", { requestId: "slow-1" })).data).toMatchObject({
      changeCommitmentStatus: { commitment: { status: "IN_PROGRESS" } },
    });
    await until("the one change to be seen", () => register.app.feed.tail.head === head + 1);
  });

  it("is told to be done where only its answer is not read in time, and what comes after it is not begun", async () => {
    const [one, other] = [await promiseAt(register, "AGREED"), await promiseAt(register, "AGREED")];
    await make("sources");
    const both = `mutation ($one: ChangeCommitmentStatusInput!, $other: ChangeCommitmentStatusInput!) {
      one: changeCommitmentStatus(input: $one) { commitment { status parties { locality { commitments(first: 3) { nodes { sources { locator } } } } } } }
      other: changeCommitmentStatus(input: $other) { commitment { status } } }`;
    const input = ({ id }: { id: string }) => ({ commitmentId: id, to: "IN_PROGRESS" });
    const { errors } = await register.ask(both, { one: input(one), other: input(other) }, "hanoi");
    await make("quickSources");
    const DONE = {
      message: "It was done; its answer was not read in time.",
      extensions: { ...LATE.extensions, done: true },
    };
    const told = errors?.map(({ message, path, extensions }) => [path?.[0], { message, extensions }]);
    expect(told).toEqual([["one", DONE]]);
    const status = "query ($id: ID!) { commitment(id: $id) { status } }";
    for (const [{ id }, is] of [
      [one, "IN_PROGRESS"],
      [other, "AGREED"],
    ] as const)
      expect((await register.get(status, { id })).commitment.status).toBe(is);
  });

  it("is not begun where it waits too long for its turn to change something", async () => {
    const { id } = await promiseAt(register, "AGREED");
    let release: (() => void) | undefined;
    const held = register.app.db.write(async (tx: Tx) => {
      await tx.query("UPDATE commitment SET version = version");
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    await until("it to be held", () => release !== undefined);
    const before = await timedOut();
    const waiting = step(register, id, "IN_PROGRESS", "hanoi");
    setTimeout(() => release?.(), 1.5 * LIMIT);
    expect((await waiting).errors).toMatchObject([LATE]);
    await held;
    expect((await timedOut()) - before).toBe(1);
    expect((await step(register, id, "STALLED", "hanoi", { reason: "Chờ vốn" })).code).toBe("INVALID_TRANSITION");
  });

  it("is refused in time, as others are, while another process lets nobody write", async () => {
    const { id } = await promiseAt(register, "AGREED");
    const { auditLog: before } = await register.get(AUDIT, { id }, "admin");
    const other = await openDb({ url: register.databaseUrl, entities });
    let release: (() => void) | undefined;
    const held = other.write(async (tx: Tx) => {
      await tx.query("UPDATE log_head SET position = position");
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    await until("it to be held", () => release !== undefined);
    const began = performance.now();
    const input = { commitmentId: id, to: "IN_PROGRESS" };
    const strangers = Array.from({ length: 12 }, () => register.ask(STEP, { input })); // more than there are connections
    const [late, ...refused] = await Promise.all([step(register, id, "IN_PROGRESS", "hanoi"), ...strangers]);
    expect(performance.now() - began).toBeLessThan(LIMIT + 4_000);
    expect(late.errors).toMatchObject([LATE]);
    expect(refused.map(({ code }) => code)).toEqual(Array(12).fill("UNAUTHENTICATED"));
    release?.();
    await held;
    await other.close();
    expect((await step(register, id, "IN_PROGRESS", "hanoi")).errors).toBeUndefined();
    const linesSince = async () => {
      const { auditLog } = await register.get(AUDIT, { id }, "admin");
      return auditLog.nodes.slice(0, -before.nodes.length).map((line: { refusedFor: string }) => line.refusedFor);
    };
    await until("every line", async () => (await linesSince()).length === 14);
    const unsigned = Array(12).fill("UNAUTHENTICATED");
    expect((await linesSince()).toSorted()).toEqual(["TOO_COMPLEX", ...unsigned, null]);
  }, 30_000);

  it("is told of one event of a subscription, which goes on with the next", async () => {
    const screen = await register.watch(WITH_SOURCES);
    const told: unknown[] = [];
    const sink = {
      next: (result: unknown) => void told.push(result),
      error: () => undefined,
      complete: () => undefined,
    };
    screen.client.subscribe({ query: WITH_SOURCES }, sink);
    await until("both to follow", () => register.app.feed.followers === 2);
    await make("sources");
    await burst(register, 1);
    await until("the refusal", () => told.length === 1);
    expect(told[0]).toMatchObject({ errors: [LATE] });
    await make("quickSources");
    await burst(register, 1);
    await until("the next event", () => told.length === 2);
    const sources = expect.arrayContaining([{ locator: expect.any(String) }]);
    expect(told[1]).toMatchObject({ data: { commitmentStatusChanged: { commitment: { sources } } } });
    expect(screen.connections()).toBe(1);
    await screen.leave();
  });
});
