import { type Register, startRegister, tokenOf } from "../support/register.js";
import { askOverWebSocket } from "../support/socket.js";

const QUERY = "{ viewer { name } }";

describe("The rate of those who write", () => {
  let register: Register;
  beforeAll(async () => {
    register = await startRegister({
      settings: { RATE_PER_SUBJECT: "0.1", RATE_PER_ADDRESS: "0.1", TRUST_PROXY: "1" },
    });
  });
  afterAll(() => register.stop());

  const many = Array.from({ length: 50 }, (_, i) => `m${i}: createSector(input: { name: "${i}" }) { sector { id } }`);
  const MANY = `mutation { ${many.join(" ")} }`;
  /** Fifty leave a bucket in 500 s, and one has come after them. */
  const waits = (answer: { errors?: { extensions: object }[] }) =>
    Number((answer.errors?.[0]?.extensions as { retryAfterMs?: number } | undefined)?.retryAfterMs) > 480_000;

  it("counts each mutation of a document, over both doors alike, by user and by address", async () => {
    const askHttp = async (address: string, query: string, token: string) => {
      const headers = { "content-type": "application/json", "x-forwarded-for": address, authorization: token };
      const body = JSON.stringify({ query });
      return (await fetch(`${register.url}/graphql`, { method: "POST", headers, body })).json() as any;
    };
    const askSocket = (address: string, query: string, authorization: string) =>
      askOverWebSocket(register.url, query, {}, { authorization }, { "x-forwarded-for": address });
    const doors = [
      { ask: askHttp, person: "hanoi", network: "192.0.2" },
      { ask: askSocket, person: "quangNam", network: "198.51.100" },
    ] as const;
    for (const { ask, person, network } of doors) {
      const token = `Bearer ${await tokenOf(person)}`;
      const other = `Bearer ${await tokenOf("hue")}`;
      expect((await ask(`${network}.1`, MANY, token)).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
      expect(waits(await ask(`${network}.2`, QUERY, token))).toBe(true);
      expect(waits(await askHttp(`${network}.1`, QUERY, other))).toBe(true);
    }
    expect((await askHttp("192.0.2.9", QUERY, `Bearer ${await tokenOf("hue")}`)).errors).toBeUndefined();
  });

  it("lets no more in where many documents come at once", async () => {
    const crowd = await startRegister({ settings: { RATE_PER_SUBJECT: "6" } }); // sixty at once
    const answers = await Promise.all(Array.from({ length: 30 }, () => crowd.ask(MANY, {}, "daNang")));
    const passed = answers.filter(({ code }) => code === "FORBIDDEN");
    expect(passed.length).toBeGreaterThan(0);
    expect(passed.length).toBeLessThanOrEqual(2);
    expect(answers.find(({ code }) => code === "RATE_LIMITED")?.status).toBe(429);
    await crowd.stop();
  });
});
