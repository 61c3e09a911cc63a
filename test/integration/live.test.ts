import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { decodeText, encodeText } from "../../src/base/text.js";
import { Cursors } from "../../src/live/log/cursors.js";
import { promiseAt, proposed, step } from "../support/promise.js";
import { type Register, startRegister } from "../support/register.js";
import type { Screen } from "../support/screen.js";
import { saved } from "../support/sent.js";
import { until } from "../support/until.js";

const WATCH = `subscription ($filter: CommitmentFilter, $after: Cursor) { commitmentStatusChanged(filter: $filter, after: $after) {
  id cursor from to reason by { name } commitment { id reference status title nextStatuses } } }`;

const LOG = `query ($filter: CommitmentFilter, $after: Cursor) { statusChanges(filter: $filter, after: $after, first: 100) {
  nodes { id cursor to commitment { reference } } pageInfo { endCursor hasNextPage } } }`;

describe("A screen that follows the promises", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  const head = async () => (await register.get("{ commitments(first: 1) { liveCursor } }")).commitments.liveCursor;

  it("is told of every change in the order of the log, once", async () => {
    const start = await head();
    const screen = await register.watch(WATCH);
    await Promise.all(["COMPLETED", "DISPUTED", "STALLED"].map((status) => promiseAt(register, status)));
    const { statusChanges } = await register.get(LOG, { after: start });
    const seen = await screen.sees(statusChanges.nodes.length);
    expect(seen.map((event) => event.id)).toEqual(statusChanges.nodes.map((node: any) => node.id));
    expect(seen[0]).toMatchObject({ from: null, to: "PROPOSED", commitment: { title: "Trồng một vườn cây chung" } });
    await screen.leave();
  });

  it("misses nothing between its list and its subscription", async () => {
    const { commitments } = await register.get("{ commitments { liveCursor nodes { id status } } }");
    const { id } = await promiseAt(register, "AGREED");
    const screen = await register.watch(WATCH, { after: commitments.liveCursor });
    await step(register, id, "IN_PROGRESS", "hanoi");
    const seen = await screen.sees(3);
    expect(seen.map((event) => event.to)).toEqual(["PROPOSED", "AGREED", "IN_PROGRESS"]);
    await screen.leave();
  });

  it("shows each change with the commitment as it is then, not as it was remembered", async () => {
    const { id } = await promiseAt(register, "PROPOSED");
    const screen = await register.watch(WATCH, {}, "hanoi");
    await step(register, id, "AGREED", "quangNam");
    await screen.sees(1);
    await step(register, id, "IN_PROGRESS", "hanoi");
    const seen = await screen.sees(2);
    expect(seen.map((event) => event.commitment.status)).toEqual(["AGREED", "IN_PROGRESS"]);
    expect(seen[1].commitment.nextStatuses).toEqual(["STALLED", "REPORTED_DONE", "CANCELLED"]);
    await screen.leave();
  });

  it("hears only what its filter lets through, live and after a cursor alike", async () => {
    const start = await head();
    const filter = { status: ["AGREED"], benefits: ["quang-nam"], sector: ["agriculture"], not: { kind: ["JOINT"] } };
    const live = await register.watch(WATCH, { filter });
    await promiseAt(register, "COMPLETED");
    await proposed(register, "hanoi", { kind: "JOINT" });
    const { id } = await proposed(register, "hanoi", { sectorIds: ["high-tech-farming"] });
    await step(register, id, "AGREED", "quangNam");
    const later = await register.watch(WATCH, { filter, after: start });
    const { statusChanges } = await register.get(LOG, { filter, after: start });
    expect(statusChanges.nodes).toHaveLength(2);
    for (const screen of [live, later]) {
      const seen = await screen.sees(2);
      expect(seen.map((event) => event.id)).toEqual(statusChanges.nodes.map((node: any) => node.id));
      await screen.leave();
    }
  });

  it("comes back after a cut with its cursor, without a gap and without a double", async () => {
    const start = await head();
    const screen = await register.watch(WATCH);
    const { id } = await promiseAt(register, "AGREED");
    await screen.sees(2);
    screen.client.terminate();
    await step(register, id, "IN_PROGRESS", "hanoi");
    await step(register, id, "STALLED", "hanoi", { reason: "Chờ vốn" });
    const seen = await screen.sees(4);
    expect(screen.connections()).toBe(2);
    const { statusChanges } = await register.get(LOG, { after: start });
    expect(seen.map((event) => event.id)).toEqual(statusChanges.nodes.map((node: any) => node.id));
    await screen.leave();
  });

  it("hears of what another process has loaded", async () => {
    const screen = await register.watch(WATCH);
    const file = join(await mkdtemp(join(tmpdir(), "ket-nghia-")), "more.yaml");
    await writeFile(
      file,
      `commitments:
  - { key: loaded-beside, kind: PLEDGE, title: Một lời hứa nạp từ tệp, owes: [hue], benefits: [ha-noi], status: AGREED }\n`,
    );
    await promisify(execFile)("node", ["dist/commands/load.js", file], {
      env: { ...process.env, DATABASE_URL: register.databaseUrl },
    });
    const [event] = await screen.sees(1);
    expect(event).toMatchObject({ from: null, to: "AGREED", commitment: { title: "Một lời hứa nạp từ tệp" } });
    await screen.leave();
  });

  it("learns that a cursor is mangled, or of another history", async () => {
    const other = new Cursors("00".repeat(32));
    const { cursors } = register.app.feed.log;
    const now = await head();
    for (const [after, code] of [
      ["nonsense", "BAD_INPUT"],
      [`${now}!!`, "BAD_INPUT"],
      [now.slice(0, -4), "BAD_INPUT"],
      [`${now.slice(0, -4)}AAAA`, "RESYNC_REQUIRED"],
      [cursors.of({ position: 3, mark: "000000000000" }), "RESYNC_REQUIRED"],
      [cursors.of({ ...cursors.read(now), position: 99_999 }), "RESYNC_REQUIRED"],
      [other.of(cursors.read(now)), "RESYNC_REQUIRED"],
      [encodeText("3:000000000000"), "RESYNC_REQUIRED"], // as they were written once
    ] as const) {
      const screen = await register.watch(WATCH, { after });
      await until("the refusal", () => screen.errors.length > 0);
      expect(screen.errors[0]?.extensions.code).toBe(code);
      expect((await register.ask(LOG, { after })).code).toBe(code);
      await screen.leave();
    }
  });

  it("is given cursors that are the same for a change always, and for now never twice", async () => {
    const { id } = await promiseAt(register, "AGREED");
    const view = `query ($id: ID!, $after: Cursor) { commitments(first: 1) { liveCursor } other: commitments(first: 1) { liveCursor nodes { nextStatuses } }
      commitment(id: $id) { history(last: 1) { edges { cursor node { cursor } } pageInfo { endCursor } nodes { cursor evidence { title } } } }
      statusChanges(last: 1, after: $after) { edges { cursor } } }`;
    const answers = [await register.get(view, { id }), await register.get(view, { id, after: await head() }, "hue")];
    const now = answers.flatMap(({ commitments, other }) => [commitments.liveCursor, other.liveCursor]);
    expect(new Set([...now, await head()]).size).toBe(5);
    const { edges, nodes, pageInfo } = answers[0].commitment.history;
    const [{ cursor }] = answers[0].statusChanges.edges;
    expect([edges[0].cursor, edges[0].node.cursor, nodes[0].cursor, pageInfo.endCursor]).toEqual(Array(4).fill(cursor));
    expect(answers[1].commitment).toEqual(answers[0].commitment);
    expect(answers[1].statusChanges.edges).toEqual([]);
    for (const each of [...now, cursor]) expect(each).toHaveLength(55);
    expect(decodeText(cursor)).toBeNull();
  });

  it("leaves nothing behind when it goes while nothing happens", async () => {
    const before = register.app.feed.followers;
    const screens: Screen[] = [];
    for (let count = 0; count < 5; count++) screens.push(await register.watch(WATCH));
    expect(register.app.feed.followers).toBe(before + 5);
    for (const screen of screens) await screen.leave();
    expect(register.app.feed.followers).toBe(before);
  });

  it("catches up with thousands of changes by pages of the log", async () => {
    const start = await head();
    const { id } = await promiseAt(register, "IN_PROGRESS");
    const rounds = 150;
    for (let round = 0; round < rounds; round++) {
      await step(register, id, "STALLED", "hanoi", { reason: "Chờ vốn" });
      await step(register, id, "IN_PROGRESS", "hanoi");
    }
    const screen = await register.watch(WATCH, { after: start });
    const seen = await screen.sees(3 + 2 * rounds);
    expect(new Set(seen.map((event) => event.id)).size).toBe(3 + 2 * rounds);
    await screen.leave();
  });
});

describe("A promise that only its parties may see", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  it("is hidden from an officer whose locality has lost its place in the succession", async () => {
    const succession = (succeededBy: object[]) =>
      saved(register, "updateLocality", { id: locality.id, succeededBy }, "admin");
    const { locality } = await register.get('{ locality(key: "quang-nam") { id } }');
    const screen = await register.watch(WATCH, {}, "daNang");
    const seen = await proposed(register, "hanoi", { visibility: "PARTIES" });
    await screen.sees(1);
    await succession([]);
    await proposed(register, "hanoi", { visibility: "PARTIES" });
    await succession([{ localityId: "da-nang", on: "2025-07-01", kind: "MERGER" }]);
    const open = await proposed(register, "hanoi");
    const told = await screen.sees(2);
    expect(told.map((event) => event.commitment.id)).toEqual([seen.id, open.id]);
    await screen.leave();
  });
});
