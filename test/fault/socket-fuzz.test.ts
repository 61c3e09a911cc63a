import { once } from "node:events";
import type { Socket } from "node:net";
import fc from "fast-check";
import { WebSocket } from "ws";
import { type BothDoors, bothDoors, type Said } from "../support/both-doors.js";
import { type Dice, diced, rounds } from "../support/dice.js";
import { growthOf } from "../support/heap.js";
import { networkTo } from "../support/network.js";
import { describeOnSqlite } from "../support/postgres.js";
import { type Register, startRegister } from "../support/register.js";
import { until } from "../support/until.js";
import { CLOSE, closeCode, frame, PING, UPGRADE, wire } from "../support/wire.js";

const SIMPLE = "{ viewer { role } commitments(first: 3) { totalCount nodes { reference } } }";
const INIT = frame('{"type":"connection_init"}');
const asked = (payload: string, id = '"1"') => frame(`{"type":"subscribe","id":${id},"payload":${payload}}`);
const WATCH = '{"query":"subscription { commitmentStatusChanged { id } }"}';

describeOnSqlite("A socket that says whatever it likes", () => {
  let register: Register;
  let doors: BothDoors;
  let simple: Said;
  beforeAll(async () => {
    register = await startRegister({ settings: { LIVE_MAX_SOCKETS_PER_ADDRESS: "600" } });
    simple = await ask();
  });
  afterAll(() => register.stop());

  /** From a new client, over both doors. */
  async function ask(): Promise<Said> {
    doors = await bothDoors(register.url);
    const answers = await Promise.all([doors.http({ query: SIMPLE }), doors.socket({ query: SIMPLE })]);
    doors.close();
    expect(answers[0]).toEqual(answers[1]);
    return answers[0] as Said;
  }

  const metric = async (name: string) =>
    Number(
      new RegExp(`^ket_nghia_${name} (\\d+)`, "m").exec(await (await fetch(`${register.url}/metrics`)).text())?.[1],
    );

  /** The register serves as before, and holds nothing of those who have left. */
  afterEach(async () => {
    await until("nobody to be left", async () => (await metric("sockets")) === 0);
    expect([register.app.feed.followers, register.app.hub.groupCount, await metric("subscriptions")]).toEqual([
      0, 0, 0,
    ]);
    expect(await ask()).toEqual(simple);
  });

  it.each<[string, number, (string | Buffer)[]]>([
    ["a frame without a mask", 1002, [frame("{}", { masked: false })]],
    ["reserved bits", 1002, [frame("{}", { reserved: 2 })]],
    ["a frame that is compressed, as was not agreed", 1002, [frame("{}", { reserved: 4 })]],
    ["an unknown kind of frame", 1002, [frame("{}", { op: 3 })]],
    ["a frame said to be of a terabyte", 1009, [frame("{}", { length: 2 ** 40 })]],
    ["a frame longer than is allowed", 1009, [INIT, frame("x".repeat(65_537))]],
    [
      "parts that come to more than is allowed",
      1009,
      [frame("x".repeat(40_000), { final: false }), frame("x".repeat(40_000), { op: 0 })],
    ],
    ["a ping in parts", 1002, [frame("x", { op: PING, final: false })]],
    ["a ping that is too long", 1002, [frame("x".repeat(126), { op: PING })]],
    ["a part of nothing", 1002, [frame("x", { op: 0 })]],
    ["a text within another", 1002, [frame("x", { final: false }), frame("y")]],
    ["what is not UTF-8", 1007, [frame(Buffer.from([0xff, 0xfe]))]],
    ["a goodbye of half a code", 1002, [frame("x", { op: CLOSE })]],
    ["a goodbye with a code that is none", 1002, [frame(Buffer.from([3, 237]), { op: CLOSE })]],
    ["nothing", 4400, [frame("")]],
    ["half an object", 4400, [frame("{")]],
    ["null", 4400, [frame("null")]],
    ["a list", 4400, [frame("[]")]],
    ["brackets without end", 4400, [frame("[".repeat(60_000))]],
    ["a type that is none", 4400, [INIT, frame('{"type":"__proto__"}')]],
    ["an answer", 4400, [INIT, frame('{"type":"next","id":"1","payload":{}}')]],
    ["a refusal", 4400, [INIT, frame('{"type":"error","id":"1","payload":[{"message":"x"}]}')]],
    ["a welcome", 4400, [INIT, frame('{"type":"connection_ack"}')]],
    ["a greeting that is no object", 4400, [frame('{"type":"connection_init","payload":5}')]],
    ["two greetings", 4429, [INIT, INIT]],
    ["ten thousand greetings", 4429, [Buffer.concat(Array(10_000).fill(INIT))]],
    ["a question before the greeting", 4401, [asked(WATCH)]],
    ["no question", 4400, [INIT, frame('{"type":"subscribe","id":"1"}')]],
    ["a question that is a number", 4400, [INIT, asked('{"query":5}')]],
    ["variables in a list", 4400, [INIT, asked('{"query":"{ __typename }","variables":[]}')]],
    ["an id that is a number", 4400, [INIT, asked(WATCH, "1")]],
    ["an id that is empty", 4400, [INIT, asked(WATCH, '""')]],
  ])("is sent away for %s", async (_what, code, said) => {
    const client = wire(register.url, UPGRADE);
    await until("the way in", () => client.heard().includes("101 Switching Protocols"));
    for (const each of said) client.socket.write(each);
    await until("the goodbye", () => closeCode(client) !== null);
    expect(closeCode(client)).toBe(code);
    client.socket.destroy();
  });

  it("is heard out when it is only odd: leaves what it never asked for, takes up names of the language", async () => {
    const client = wire(register.url, UPGRADE, INIT);
    await until("the welcome", () => client.heard().includes("connection_ack"));
    const names = ["__proto__", "constructor", "\ud800", "\0"].map((name) => JSON.stringify(name));
    for (const id of names) {
      client.socket.write(frame(`{"type":"complete","id":${id}}`));
      client.socket.write(asked('{"query":"{ viewer { role } }","extensions":{"headers":"x","authorization":5}}', id));
    }
    client.socket.write(frame('{"type":"ping","payload":{"__proto__":{"a":1}}}'));
    const answers = () =>
      client
        .heard()
        .toString()
        .match(/"type":"next"[^}]*VIEWER/g)?.length;
    await until("four answers", () => answers() === names.length);
    await until("the pong", () => client.heard().includes('"type":"pong"'));
    expect(closeCode(client)).toBeNull();
    client.socket.destroy();
  });

  it("leaves nothing behind, whatever it says in whatever order, and however it is torn", async () => {
    const talk = diced((dice) => dice.some(12, () => said(dice)));
    const torn = fc.asyncProperty(talk, fc.nat(4_000), async (messages, length) => {
      const client = wire(register.url, UPGRADE, Buffer.concat(messages).subarray(0, length), INIT);
      await until("an answer", () => client.heard().length > 0);
      await new Promise(setImmediate);
      client.socket.destroy();
    });
    await fc.assert(torn, rounds(200));
  }, 60_000);

  it("may ping without end and never listen: it is cut, and takes no memory", async () => {
    const client = wire(register.url, UPGRADE, INIT);
    client.socket.pause();
    const pings = Buffer.concat(Array(2_000).fill(frame("x".repeat(125), { op: PING })));
    for (let sent = 0; sent < 200 && !client.socket.destroyed; sent++) {
      if (!client.socket.write(pings)) await Promise.race([drained(client.socket), client.closed]);
    }
    expect(client.socket.destroyed).toBe(true);
  });

  it("may come and go by the thousand, greet or not, and takes no memory for good", async () => {
    expect(await growthOf(() => comeAndGo(500))).toBeLessThan(2 ** 18);
  }, 60_000);

  /** So many sockets, a hundred at a time: some greet, some follow, some only look in, some leave without a word. */
  async function comeAndGo(count: number): Promise<void> {
    for (let done = 0; done < count; done += 100)
      await Promise.all(Array.from({ length: 100 }, (_, index) => visit(index)));
    await until("nobody to be left", async () => (await metric("sockets")) === 0);
    register.statements.length = 0;
  }

  async function visit(index: number): Promise<void> {
    const client = wire(register.url, UPGRADE, ...(index % 4 === 0 ? [] : [INIT]));
    await until("the way in", () => client.heard().includes(index % 4 === 0 ? "101" : "connection_ack"), 20_000);
    if (index % 4 > 1) client.socket.write(asked(WATCH));
    if (index % 4 > 2) client.socket.write(asked('{"query":"{"}', '"2"'));
    if (index % 3 === 0) client.socket.end(frame(Buffer.from([3, 232]), { op: CLOSE }));
    else client.socket.destroy();
    await client.closed;
  }

  it("is let in by the hundred at once, and no more of them than there is room for", async () => {
    const all = Array.from({ length: 700 }, () => wire(register.url, UPGRADE, INIT));
    const among = (text: string) => all.filter((client) => client.heard().includes(text)).length;
    await until("an answer to each", () => among("connection_ack") + among("503 Service Unavailable") === 700, 20_000);
    expect(among("connection_ack")).toBe(600);
    for (const { socket } of all) socket.destroy();
  }, 30_000);

  it("is hung up on when it says nothing: before it is let in, before it greets, and when it has gone without a word", async () => {
    const network = await networkTo(register.url);
    const gone = new WebSocket(`${network.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    await once(gone, "open");
    gone.send('{"type":"connection_init"}');
    await once(gone, "message");
    gone.send(`{"type":"subscribe","id":"1","payload":${WATCH}}`);
    await until("it to follow", () => register.app.feed.followers === 1);
    network.swallow();
    const [silent, half, upgraded, cut] = [[], [UPGRADE.slice(0, 60)], [UPGRADE], [UPGRADE, INIT.subarray(0, 9)]].map(
      (said) => wire(register.url, ...said).closed,
    );
    expect(await Promise.all([upgraded, cut])).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.max(...((await Promise.all([silent, half])) as number[]))).toBeLessThan(14_000);
    await until("the one that has gone to be given up", () => register.app.feed.followers === 0, 25_000);
    network.close();
    gone.terminate();
  }, 60_000);
});

const drained = (socket: Socket) => new Promise((resolve) => socket.once("drain", resolve));

/** A message, or a frame that is none. */
function said(dice: Dice): Buffer {
  const id = () => dice.pick(["1", "2", "__proto__"]);
  const messages: (() => Buffer)[] = [
    () => INIT,
    () => asked(WATCH, JSON.stringify(id())),
    () => asked('{"query":"{ viewer { role } }"}', JSON.stringify(id())),
    () => frame(JSON.stringify({ type: "complete", id: id() })),
    () => frame(JSON.stringify({ type: dice.pick(["ping", "pong", "next", "error", "start", "stop", 5]), id: id() })),
    () => frame(Buffer.from(dice.some(200, () => dice.below(256)))),
    () =>
      frame("x".repeat(dice.below(200)), {
        op: dice.below(16),
        final: dice.oneIn(2),
        reserved: dice.below(2) * 4,
        masked: !dice.oneIn(9),
      }),
  ];
  return dice.pick(messages)();
}
