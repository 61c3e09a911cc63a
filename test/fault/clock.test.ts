import { SignJWT } from "jose";
import { proposeAt } from "../support/log.js";
import { newDatabase, run } from "../support/process.js";
import { PEOPLE, SECRET } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";

const WATCH = "subscription ($after: Cursor) { commitmentStatusChanged(after: $after) { id cursor at } }";

/** A program that runs a day behind. */
const YESTERDAY = `--import=data:text/javascript,${encodeURIComponent(`const Now = Date, day = 864e5;
  globalThis.Date = class extends Now { constructor(...at) { at.length ? super(...at) : super(Now.now() - day) } static now() { return Now.now() - day } }`)}`;

describe("A clock that is set back", () => {
  it("changes nothing in the order of what happened, nor in where screens go on", async () => {
    const DATABASE_URL = await newDatabase();
    // It does not say when it was issued: tomorrow, for a program that runs behind.
    const token = await new SignJWT(PEOPLE.hanoi)
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime("1h")
      .sign(Buffer.from(SECRET));
    const propose = async (url: string, title: string) =>
      (await proposeAt(url, token, title)).data.proposeCommitment.change;

    const today = await run({ DATABASE_URL });
    const before = [await propose(today.url, "Một"), await propose(today.url, "Hai")];
    await today.end();

    const yesterday = await run({ DATABASE_URL, NODE_OPTIONS: YESTERDAY });
    const screen = await watch(yesterday.url, WATCH, { after: before[0].cursor });
    const after = [await propose(yesterday.url, "Ba"), await propose(yesterday.url, "Bốn")];
    expect(after[0].at < before[0].at).toBe(true);
    await until("all to be seen", () => screen.seen.length >= 3);
    expect(screen.seen.map((event) => event.id)).toEqual([before[1].id, after[0].id, after[1].id]);
    await screen.leave();
    await yesterday.end();
  }, 60_000);
});
