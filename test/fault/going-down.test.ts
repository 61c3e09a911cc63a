import { post } from "../support/http.js";
import { freePort, newDatabase, run } from "../support/process.js";
import { tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";

const PROPOSE = `mutation ($title: String!) { proposeCommitment(input: { title: $title, kind: JOINT, sectorIds: ["health"],
  parties: [{ localityId: "ha-noi", role: OWES }, { localityId: "hue", role: OWES }] }) { change { id } } }`;
const WATCH = "subscription ($after: Cursor) { commitmentStatusChanged(after: $after) { id cursor } }";
const HEAD = "{ commitments(first: 1) { liveCursor } }";

describe("A register that goes down and comes up", () => {
  it("finishes what it has begun, sends its screens away for a while, and has them all back without a gap", async () => {
    const settings = { DATABASE_URL: await newDatabase(), PORT: String(await freePort()) };
    const token = await tokenOf("hanoi");
    let server = await run(settings);
    const { liveCursor } = (await post(server.url, HEAD)).data.commitments;
    const screens = await Promise.all(
      Array.from({ length: 20 }, () => watch(server.url, WATCH, { after: liveCursor })),
    );
    const acknowledged: string[] = [];
    let down = false;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let count = 0; !down; count++) {
        const { data } = await post(server.url, PROPOSE, { title: `Lời hứa ${writer}-${count}` }, token).catch(() => ({
          data: null,
        }));
        if (data) acknowledged.push(data.proposeCommitment.change.id);
      }
    });
    await until("forty changes", () => acknowledged.length >= 40, 20_000);
    expect(await server.end()).toBe(0);
    down = true;
    await Promise.all(writers);
    expect(screens.map((screen) => screen.closes[0])).toEqual(Array(20).fill(1012));

    server = await run(settings);
    const { data } = await post(server.url, PROPOSE, { title: "Lời hứa cuối" }, token);
    const last = data.proposeCommitment.change.id;
    for (const screen of screens) {
      await until("the screen to be back", () => screen.seen.at(-1)?.id === last);
      const seen = screen.seen.map((event) => event.id);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(acknowledged));
      expect(seen).toEqual(screens[0]?.seen.map((event) => event.id));
    }
    await Promise.all(screens.map((screen) => screen.leave()));
    await server.end();
  }, 60_000);
});
