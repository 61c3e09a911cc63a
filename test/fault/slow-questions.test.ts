import type { Tx } from "../../src/store/db.js";
import { burst } from "../support/burst.js";
import { SERVER } from "../support/postgres.js";
import { type Register, startRegister } from "../support/register.js";
import { until } from "../support/until.js";

const LIMIT = 3_000;
const WATCH = "subscription { commitmentStatusChanged { to commitment { title parties { locality { key } } } } }";

/** Takes minutes, for whoever asks for a source. */
const FOR_LONG = SERVER
  ? "pg_sleep(300) IS NOT NULL"
  : "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT COUNT(*) FROM n) > 0";

const asksForSources = (sql: string) => /\bcitation\b/.test(sql);
/** As many of them as may be read for operations at the same time. */
const AT_ONCE = SERVER ? 5 : 1;

describe("While strangers ask for what takes long", () => {
  let register: Register;
  beforeAll(async () => {
    register = await startRegister({ settings: { OPERATION_TIMEOUT_MS: String(LIMIT) } });
    await register.app.db.write(async (tx: Tx) => {
      await tx.query("ALTER TABLE citation RENAME TO quick_citation");
      await tx.query(`CREATE VIEW citation AS SELECT * FROM quick_citation WHERE ${FOR_LONG}`);
    });
  });
  afterAll(() => register.stop());

  /** More of them than there are connections; gives how many have been answered. */
  function strangers() {
    let answered = 0;
    const all = Array.from({ length: 12 }, async (_, i) => {
      const { code } = await register.ask(`{ commitments(first: ${i + 3}) { nodes { sources { locator } } } }`);
      answered++;
      return code;
    });
    return { all: Promise.all(all), answered: () => answered };
  }

  it("a step is told at once, a new screen is let in, and the register says that it is ready", async () => {
    const screen = await register.watch(WATCH);
    const { all, answered } = strangers();
    await until("their questions to be under way", () => register.statements.filter(asksForSources).length >= AT_ONCE);
    await burst(register, 1);
    await screen.sees(1);
    const newcomer = await register.watch(WATCH);
    await burst(register, 1);
    await Promise.all([screen.sees(2), newcomer.sees(1)]);
    expect((await fetch(`${register.url}/health/ready`)).status).toBe(200);
    expect(answered()).toBe(0);
    expect(new Set(await all)).toEqual(new Set(["TOO_COMPLEX"]));
    for (const each of [screen, newcomer]) await each.leave();
  });
});
