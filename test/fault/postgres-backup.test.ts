import { spawnSync } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changeAt, headOf, logOf, WATCH } from "../support/log.js";
import { describeOnPostgres } from "../support/postgres.js";
import { newDatabase, outcomeOf, run } from "../support/process.js";
import { tokenOf } from "../support/register.js";
import { watch } from "../support/screen.js";
import { until } from "../support/until.js";

const tools = spawnSync("pg_dump", ["--version"]).status === 0;

describeOnPostgres("A register on a server", () => {
  (tools ? it : it.skip)(
    "is backed up and restored by the server's own tools, while a register runs",
    async () => {
      const DATABASE_URL = await newDatabase();
      const token = await tokenOf("hanoi");
      const file = join(await mkdtemp(join(tmpdir(), "ket-nghia-")), "backup");
      const server = await run({ DATABASE_URL });
      const kept = await changeAt(server.url, token, "Trước bản sao lưu");
      const cursor = await headOf(server.url);
      const { said } = await outcomeOf("backup", [file], { DATABASE_URL });
      expect(said).toMatch(/pg_dump --format=custom --file=\S+backup "\$DATABASE_URL"$/m);
      expect(spawnSync("pg_dump", ["--format=custom", `--file=${file}`, DATABASE_URL]).status).toBe(0);

      const screen = await watch(server.url, WATCH, { after: cursor });
      await changeAt(server.url, token, "Sẽ mất");
      await screen.sees(1);
      const back = ["--clean", "--if-exists", "--single-transaction", `--dbname=${DATABASE_URL}`, file];
      expect(String(spawnSync("pg_restore", back).stderr)).toBe("");
      await until("the refusal", () => screen.errors.length > 0);
      expect(screen.errors[0]?.extensions.code).toBe("RESYNC_REQUIRED");
      expect((await logOf(server.url)).at(-1)).toBe(kept);
      await changeAt(server.url, token, "Đi tiếp");
      expect(await logOf(server.url, cursor)).toHaveLength(1);
      await screen.leave();
      await server.end();
    },
    60_000,
  );
});
