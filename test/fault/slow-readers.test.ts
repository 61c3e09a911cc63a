import { knock } from "../support/knock.js";
import { describeOnSqlite } from "../support/postgres.js";
import { type Register, startRegister } from "../support/register.js";
import { until } from "../support/until.js";
import { type Wire, wire } from "../support/wire.js";

/** More than what lies between two programs on one machine can hold. */
const WHOLE = 8_500_000;
const ASK = "GET /playground HTTP/1.1\r\nHost: register\r\n\r\n";

describeOnSqlite("Clients over HTTP that do not read", () => {
  let register: Register;
  const clients: Wire[] = [];
  afterEach(async () => {
    for (const { socket } of clients.splice(0)) socket.destroy();
    await register.stop();
  });

  /** Asked on a connection of its own, so that those who look are not counted among those who stay. */
  async function metric(name: string): Promise<number> {
    const { body } = await knock(register.url, "/metrics", { connection: "close" });
    return Number(new RegExp(`^ket_nghia_${name} (\\d+)`, "m").exec(body)?.[1]);
  }

  function connected(...said: string[]): Wire {
    const client = wire(register.url, ...said);
    clients.push(client);
    return client;
  }

  const deaf = (count: number) => Array.from({ length: count }, () => connected(ASK).socket.pause());

  /** Reads a piece now and then, and says how much it got before the register hung up. */
  async function steady(): Promise<number> {
    const { socket, heard, closed } = connected(ASK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    const now = setInterval(() => socket.resume(), 100);
    socket.on("data", () => socket.pause());
    await closed;
    clearInterval(now);
    return heard().length;
  }

  it("are hung up on and forgotten, while one that reads slowly gets all of it, and others are served", async () => {
    register = await startRegister({ settings: { OPERATION_TIMEOUT_MS: "100" } });
    const whole = (await (await fetch(`${register.url}/playground`)).text()).length;
    const slow = steady();
    deaf(20);
    await until("them to be connected", async () => (await metric("connections")) >= 21);
    expect((await register.ask("{ __typename }")).data).toEqual({ __typename: "Query" });
    await until("them to be hung up on", async () => (await metric("slow_readers_cut_total")) === 20, 20_000);
    expect(await slow).toBeGreaterThan(whole);
    await until("all to be forgotten", async () => (await metric("connections")) <= 2);
  }, 90_000);

  it("are hung up on at once where more waits in all than may, the first of them first", async () => {
    register = await startRegister({ settings: { LIVE_MAX_WAITING_BYTES: "65536" } }); // 16 MiB in all
    deaf(10);
    await until("the first to be hung up on", async () => (await metric("slow_readers_cut_total")) >= 5);
    expect(await metric("slow_readers_cut_total")).toBeLessThan(10);
    for (const { socket } of clients) socket.resume();
    const [first, last] = [clients[0] as Wire, clients.at(-1) as Wire];
    await until("the last to have all of it", () => last.heard().length > WHOLE);
    await first.closed;
    expect(first.heard().length).toBeLessThan(WHOLE);
    const reader = await fetch(`${register.url}/playground`);
    expect((await reader.text()).length).toBeGreaterThan(1_000_000);
  });

  it("get no answer made before they have read the one before it, and then all of them", async () => {
    register = await startRegister();
    const body = '{"query":"{ sectors { key } }"}';
    const head = `Host: register\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    const question = `POST /graphql HTTP/1.1\r\n${head}\r\n${body}`;
    const before = register.statements.length;
    const { socket, heard } = connected(ASK + question.repeat(20));
    socket.pause();
    await until("the first answer to be on its way", async () => (await metric("connections")) >= 2);
    for (let asked = 0; asked < 5; asked++) await register.get("{ sectors { key } }");
    expect(register.statements.length).toBe(before + 5);
    socket.resume();
    await until("all answers", () => heard().toString().split('{"data":{"sectors"').length === 21);
  });

  it("are hung up on where they ask on and on before there is an answer", async () => {
    register = await startRegister();
    const { closed, heard } = connected(ASK.replace("/playground", "/nothing").repeat(300));
    await closed;
    expect(heard().toString().split("HTTP/1.1").length).toBeLessThan(300);
    expect((await register.ask("{ __typename }")).data).toEqual({ __typename: "Query" });
  });

  it("are, with all others, no more than there is room for", async () => {
    register = await startRegister({ settings: { LIVE_MAX_SOCKETS: "1" } });
    const quiet = Array.from({ length: 300 }, () => connected());
    const turnedAway = quiet.map(({ closed }) => closed);
    expect(await Promise.race(turnedAway)).toBeLessThan(5_000);
    expect(quiet.filter(({ socket }) => !socket.destroyed).length).toBeLessThan(300);
    for (const { socket } of quiet) socket.destroy();
    await until("room again", async () => (await metric("connections")) <= 2);
    expect((await register.ask("{ __typename }")).data).toEqual({ __typename: "Query" });
  });
});
