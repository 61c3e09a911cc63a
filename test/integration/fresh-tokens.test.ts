import { randomUUID } from "node:crypto";
import { createClient } from "graphql-ws";
import { type CloseEvent, WebSocket } from "ws";
import { revoke } from "../../src/live/revocations.js";
import { signToken } from "../../src/server/sign-in/sign-in.js";
import { changeAt, WATCH } from "../support/log.js";
import { PEOPLE, type Register, SECRET, startRegister, tokenOf } from "../support/register.js";
import { until } from "../support/until.js";

type Way = "connection" | "operation";

/** A client that has a token for each of its connections, and does not come back before it may. */
function follow(url: string, way: Way, token: () => Promise<string>) {
  const payload: Record<string, any> = { query: WATCH, variables: {} };
  const screen = { seen: [] as string[], closes: [] as string[], errors: [] as unknown[], mayComeBack: false };
  const bearer = async () => ({ authorization: `Bearer ${await token()}` });
  const client = createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: async () => (way === "connection" ? bearer() : {}),
    retryAttempts: Number.POSITIVE_INFINITY,
    async retryWait() {
      await until("the client to be let go", () => screen.mayComeBack);
      if (way === "operation") payload.extensions = await bearer();
    },
    on: { closed: (event) => void screen.closes.push(`${(event as CloseEvent).code} ${(event as CloseEvent).reason}`) },
  });
  const begin = async () => {
    if (way === "operation") payload.extensions = await bearer();
    client.subscribe(payload as never, {
      next({ data }) {
        const { id, cursor } = (data as any).commitmentStatusChanged;
        screen.seen.push(id);
        payload.variables.after = cursor; // sent again with the next connection
      },
      error: (error) => void screen.errors.push(error),
      complete: () => undefined,
    });
  };
  return { screen, begin, leave: () => client.dispose() };
}

describe("A client whose token ends while it follows what happens", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister({ settings: { READ_ACCESS: "token" } })));
  afterAll(() => register.stop());

  const endings: Record<string, (sub: string) => Promise<void>> = {
    "has expired": async () => undefined,
    "was revoked": (value) => revoke(register.app.db, { kind: "SUBJECT", value, why: null }),
  };

  it.each<[string, Way]>([
    ["has expired", "connection"],
    ["has expired", "operation"],
    ["was revoked", "connection"],
    ["was revoked", "operation"],
  ])("is let go when it %s, comes back with a fresh one for the %s, and misses nothing", async (how, way) => {
    const hoa = { ...PEOPLE.hanoi, sub: `hoa-${randomUUID()}` };
    const short = new Date(Date.now() - 28_000); // clocks may be 30 s apart
    let lifetime: string | Date = how === "has expired" ? short : "1h";
    const { screen, begin, leave } = follow(register.url, way, () => signToken(SECRET, hoa, lifetime));
    const neighbour = await register.watch(WATCH, {}, "daNang");
    const token = await tokenOf("hanoi");
    const change = () => changeAt(register.url, token, `Khi ${how}`);
    const sees = (count: number) => until(`${count} changes`, () => screen.seen.length === count);

    const { followers } = register.app.feed;
    await begin();
    await until("it to follow", () => register.app.feed.followers > followers);
    const made = [await change()];
    await sees(1);
    await endings[how]?.(hoa.sub);
    await until("its socket to be closed", () => screen.closes.length > 0);
    expect(screen.closes).toEqual([`4403 UNAUTHENTICATED: The token ${how}.`]);
    await until("nothing to be told to it any more", () => register.app.feed.followers === followers);

    made.push(await change(), await change());
    lifetime = "1h";
    screen.mayComeBack = true;
    await sees(3);
    made.push(await change());
    await sees(4);
    expect([screen.seen, screen.errors]).toEqual([made, []]);
    expect(neighbour.closes).toEqual([]);
    await leave();
    await neighbour.leave();
  });
});
