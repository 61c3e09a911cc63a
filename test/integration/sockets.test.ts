import { signToken } from "../../src/server/sign-in/sign-in.js";
import { burst } from "../support/burst.js";
import { promiseAt, proposed, step } from "../support/promise.js";
import { PEOPLE, type Register, SECRET, startRegister } from "../support/register.js";
import { saved } from "../support/sent.js";
import { openRaw } from "../support/socket.js";
import { until } from "../support/until.js";

const WATCH = "subscription { commitmentStatusChanged { id } }";
const HISTORY = `subscription ($n: Int = 1) { commitmentStatusChanged { id cursor commitment {
  history(first: $n) { nodes { to } } } } }`;

const subscribe = (id: string, query = WATCH, more: object = {}) => ({
  id,
  type: "subscribe",
  payload: { query, ...more },
});

describe("A socket", () => {
  let register: Register;
  beforeEach(async () => void (register = await startRegister({ settings: { LIVE_MAX_WAITING_BYTES: "16384" } })));
  afterEach(() => register.stop());

  it("is closed at an operation id that is still in use, and leaves nothing behind", async () => {
    const client = await openRaw(register);
    client.say(subscribe("1"), { id: "1", type: "complete" }, subscribe("1"));
    await until("the socket to be closed", () => client.closes.length > 0);
    expect(client.closes).toEqual([1013]);
    await until("nobody to follow", () => register.app.feed.followers === 0 && register.app.hub.groupCount === 0);
  });

  it("may have asked what is not answered yet when the register stops", async () => {
    const client = await openRaw(register);
    const ask = (count: number) => `{ commitments(first: ${count + 1}) { nodes { history { totalCount } } } }`;
    client.say(...Array.from({ length: 40 }, (_, count) => subscribe(`${count}`, ask(count))));
    await until("the first answer", () => client.heard.some(({ type }) => type === "next"));
    await register.app.stop();
    expect(client.closes).toEqual([1012]);
  });

  it("is closed at an operation id that is longer than anybody needs", async () => {
    const client = await openRaw(register);
    client.say(subscribe("ỗ".repeat(129)));
    await until("the socket to be closed", () => client.closes.length > 0);
    expect(client.closes).toEqual([1013]);
  });

  it("ends with the token of an operation, also when it came with the operation alone", async () => {
    const client = await openRaw(register);
    const expired = Math.floor(Date.now() / 1_000) - 29; // within the tolerance, for a second
    const token = await signToken(SECRET, PEOPLE.coordinator, new Date(expired * 1_000));
    client.say(subscribe("1", WATCH, { extensions: { headers: { authorization: `Bearer ${token}` } } }));
    await until("the socket to be closed", () => client.closes.length > 0);
    expect(client.closes).toEqual([4403]);
  });

  it("is not cut for one large answer", async () => {
    const client = await openRaw(register);
    const names = (language: string) => (_: unknown, index: number) =>
      `d${language}${index}: description(language: ${language})`;
    const fields = ["VI", "EN"].flatMap((language) => Array.from({ length: 15 }, names(language))).join(" ");
    const all = `{ commitments(first: 18) { nodes { parties { locality { commitments(first: 18) { nodes { ${fields} } } } } } } }`;
    client.say(subscribe("1", all), subscribe("2", "{ viewer { role } }"));
    await until("both answers", () => client.heard.filter(({ type }) => type === "next").length === 2);
    expect(JSON.stringify(client.heard).length).toBeGreaterThan(1_500_000);
    expect(client.closes).toEqual([]);
    client.socket.terminate();
  });

  it("is told that a subscription is not to be skipped, and stays open", async () => {
    const client = await openRaw(register);
    client.say(subscribe("1", "subscription { commitmentStatusChanged @skip(if: true) { id } }"));
    await until("the refusal", () => client.heard.some(({ type }) => type === "error"));
    expect(client.heard.at(-1).payload[0].extensions.code).toBe("BAD_INPUT");
    expect(client.closes).toEqual([]);
    client.socket.terminate();
  });

  it("tells what is asked for with a default and what is asked for with null apart", async () => {
    const byDefault = await register.watch(HISTORY);
    const withNull = await register.watch(HISTORY, { n: null });
    await promiseAt(register, "IN_PROGRESS");
    const rows = async (screen: typeof byDefault) => (await screen.sees(3)).at(-1).commitment.history.nodes.length;
    expect([await rows(byDefault), await rows(withNull)]).toEqual([1, 3]);
    await Promise.all([byDefault.leave(), withNull.leave()]);
  });

  it("hears by who answers today, also when that has changed since it was opened", async () => {
    const watch = "subscription ($filter: CommitmentFilter) { commitmentStatusChanged(filter: $filter) { id } }";
    const filter = { responsibleNow: ["hue"] };
    const early = await register.watch(watch, { filter });
    const { locality } = await register.get('{ locality(key: "quang-nam") { id } }');
    const succeededBy = [{ localityId: "hue", on: "2025-07-01", kind: "MERGER" }];
    await saved(register, "updateLocality", { id: locality.id, succeededBy }, "admin");
    const late = await register.watch(watch, { filter });
    const { id } = await proposed(register, "hanoi");
    await step(register, id, "AGREED", "quangNam");
    const told = await Promise.all([early.sees(2), late.sees(2)]);
    expect(told[0]).toEqual(told[1]);
    await Promise.all([early.leave(), late.leave()]);
  });

  it("is closed when the database is restored under the register, and its cursor refused", async () => {
    const screen = await register.watch(
      "subscription ($after: Cursor) { commitmentStatusChanged(after: $after) { id cursor } }",
    );
    await burst(register, 5);
    await screen.sees(5);
    await register.app.db.write(async (tx) => {
      await tx.query("DELETE FROM status_change WHERE position > 20");
      await tx.query("UPDATE log_head SET position = 20");
    });
    await burst(register, 4);
    await until("the refusal", () => screen.errors.length > 0);
    expect(screen.errors[0]?.extensions.code).toBe("RESYNC_REQUIRED");
    expect(screen.closes[0]).toBe(1013);
    await screen.leave();
  });
});
