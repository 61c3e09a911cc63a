import { tablesOf } from "../../src/store/tables.js";
import type { Register } from "./register.js";

/**
 * Every row of every table, as text, by table: what two moments may be compared by. What is refused may leave its
 * line in the audit, whose chain passes through the head of the log.
 */
export async function dumpOf({ app }: Pick<Register, "app">): Promise<Record<string, string>> {
  return app.db.write(async (tx) => {
    const dump: Record<string, string> = {};
    for (const { name, key } of await tablesOf(tx))
      if (name !== "log_head" && !name.startsWith("audit"))
        dump[name] = JSON.stringify(await tx.query(`SELECT * FROM ${name} ORDER BY ${key.join(", ")}`));
    return dump;
  });
}
