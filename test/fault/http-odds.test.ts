import { describeOnSqlite } from "../support/postgres.js";
import { type Register, startRegister } from "../support/register.js";
import { until } from "../support/until.js";
import { wire } from "../support/wire.js";

const QUESTION = '{"query":"{ __typename }"}';
const LENGTH = `Content-Length: ${QUESTION.length}\r\n`;
const CHUNKED = "Transfer-Encoding: chunked\r\n";
const ENDS = "Connection: close\r\n";
const ask = (headers: string, body = QUESTION, version = "1.1") =>
  `POST /graphql HTTP/${version}\r\nHost: register\r\nContent-Type: application/json\r\n${headers}\r\n${body}`;

describeOnSqlite("HTTP as nobody should speak it", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());
  afterEach(async () => expect((await register.ask("{ __typename }")).data).toEqual({ __typename: "Query" }));

  const statuses = (text: Buffer) =>
    text
      .toString()
      .match(/HTTP\/1\.1 \d{3}/g)
      ?.map((each) => Number(each.slice(9))) ?? [];

  it.each<[string, number[], string]>([
    ["an older version", [200], ask(LENGTH, QUESTION, "1.0")],
    ["parts", [200], ask(CHUNKED + ENDS, `${QUESTION.length.toString(16)}\r\n${QUESTION}\r\n0\r\n\r\n`)],
    ["two hundred questions at once", Array(201).fill(200), ask(LENGTH).repeat(200) + ask(LENGTH + ENDS)],
    ["a wish to be asked for the body", [100, 200], ask(`${LENGTH}Expect: 100-continue\r\n${ENDS}`)],
    ["a wish that nobody knows", [417], ask(`${LENGTH}Expect: tea\r\n${ENDS}`)],
    ["parts that are none", [400], ask(CHUNKED, `zz\r\n${QUESTION}`)],
    ["a part with a tail", [413], ask(CHUNKED, `1;${"x".repeat(100_000)}\r\n{\r\n0\r\n\r\n`)],
    ["headers after the parts", [431], ask(CHUNKED, `2\r\n{}\r\n0\r\n${"a: b\r\n".repeat(20_000)}\r\n`)],
    ["two lengths", [400], ask(`${LENGTH}Content-Length: 5\r\n`)],
    ["a length and parts", [400], ask(LENGTH + CHUNKED)],
    ["a length below nothing", [400], ask("Content-Length: -5\r\n")],
    ["a header of 20,000 characters", [431], ask(`X: ${"x".repeat(20_000)}\r\n${LENGTH}`)],
    ["an address of 20,000 characters", [431], `GET /${"x".repeat(20_000)} HTTP/1.1\r\nHost: register\r\n\r\n`],
    ["a NUL in a header", [400], ask(`X: a\0b\r\n${LENGTH}`)],
    ["a header that goes on in the next line", [400], ask(`X: a\r\n b\r\n${LENGTH}`)],
    ["no host", [400], ask(LENGTH).replace("Host: register\r\n", "")],
    ["TLS", [400], "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n"],
    ["a tunnel", [], "CONNECT elsewhere:1 HTTP/1.1\r\nHost: register\r\n\r\n"],
  ])("is answered or refused: %s", async (_what, expected, said) => {
    const client = wire(register.url, Buffer.from(said, "latin1"));
    await client.closed;
    expect(statuses(client.heard())).toEqual(expected);
  });

  it.each([
    ["in parts", CHUNKED, `10000\r\n${" ".repeat(65_536)}\r\n`],
    ["with a length", "Content-Length: 9000000000\r\n", " ".repeat(65_536)],
    ["on the way to a page", "", `10000\r\n${" ".repeat(65_536)}\r\n`],
  ])("is answered, and hung up on soon after, when it is too large and has no end: %s", async (what, says, part) => {
    const page = `GET /health/live HTTP/1.1\r\nHost: register\r\n${CHUNKED}\r\n`;
    const isPage = what === "on the way to a page";
    const client = wire(register.url, isPage ? page : ask(says, ""));
    const more = setInterval(() => client.socket.writable && client.socket.write(part), 20);
    expect(await client.closed).toBeLessThan(5_000);
    clearInterval(more);
    expect(statuses(client.heard())).toEqual([isPage ? 200 : 413]);
  });

  it("is hung up on when it comes drop by drop, or not at all, while others are served", async () => {
    const silent = wire(register.url);
    const half = wire(register.url, "POST /graphql HTTP/1.1\r\nHost: register\r\n");
    const body = wire(register.url, ask("Content-Length: 500\r\n", "{"));
    const endless = wire(register.url, ask(CHUNKED, "1\r\n{\r\n"));
    const drops = setInterval(() => {
      if (half.socket.writable) half.socket.write("X: y\r\n");
      if (endless.socket.writable) endless.socket.write("1\r\n \r\n");
    }, 500);
    const crowd = Array.from({ length: 500 }, () => wire(register.url, ask(LENGTH + ENDS)));
    await Promise.all(crowd.map(({ closed }) => closed));
    expect(crowd.flatMap(({ heard }) => statuses(heard()))).toEqual(Array(500).fill(200));
    expect(Math.max(...(await Promise.all([silent.closed, half.closed])))).toBeLessThan(15_000);
    expect(Math.max(...(await Promise.all([body.closed, endless.closed])))).toBeLessThan(26_000);
    clearInterval(drops);
    await until("a refusal in time", () => statuses(half.heard())[0] === 408 && statuses(body.heard())[0] === 408);
  }, 40_000);
});
