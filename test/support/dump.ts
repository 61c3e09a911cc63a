import { tablesOf } from "../../src/store/copies/tables.js";
import type { Register } from "./register.js";

/** What a refusal is written down in: the audit, and the chain that it is a part of. */
const AUDITED = new Set(["audit_entry", "log_head"]);

/** Every row of every table but the audit's, as text, by table: what two moments may be compared by. */
export async function dumpOf({ app }: Pick<Register, "app">): Promise<Record<string, string>> {
  return app.db.write(async (tx) => {
    const dump: Record<string, string> = {};
    for (const { name, key } of await tablesOf(tx))
      if (!AUDITED.has(name))
        dump[name] = JSON.stringify(await tx.query(`SELECT * FROM ${name} ORDER BY ${key.join(", ")}`));
    return dump;
  });
}
