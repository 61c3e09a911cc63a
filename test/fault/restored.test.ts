import { post } from "../support/http.js";
import { proposeAt } from "../support/log.js";
import { copyOf, newDatabase, run } from "../support/process.js";
import { tokenOf } from "../support/register.js";

const LOG = "query ($after: Cursor) { statusChanges(after: $after) { nodes { id } } }";

describe("A database that is restored from a backup", () => {
  it("tells screens with a cursor of the lost history to read again, even when it has grown past it", async () => {
    const DATABASE_URL = await newDatabase();
    const token = await tokenOf("hanoi");
    const propose = async (url: string, title: string) =>
      (await proposeAt(url, token, title)).data.proposeCommitment.change.cursor;

    let server = await run({ DATABASE_URL });
    const kept = await propose(server.url, "Trước bản sao lưu");
    await server.end();
    const backup = await copyOf(DATABASE_URL);

    server = await run({ DATABASE_URL });
    await propose(server.url, "Sẽ mất");
    const lost = await propose(server.url, "Cũng sẽ mất");
    await server.end();

    server = await run({ DATABASE_URL: backup });
    for (const title of ["Một", "Hai", "Ba"]) await propose(server.url, title);
    expect((await post(server.url, LOG, { after: lost })).code).toBe("RESYNC_REQUIRED");
    expect((await post(server.url, LOG, { after: kept })).data.statusChanges.nodes).toHaveLength(3);
    await server.end();
  }, 60_000);
});
