import type { EntityManager } from "typeorm";
import type { Dialect } from "../../store/db.js";
import { BAR } from "../../store/migrations/1764500000000-chain.js";

/** How each database tells of what keeps the lines of the audit log from being changed. */
const FIND: Record<Dialect, string> = {
  sqlite: "SELECT sql AS told FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_entry'",
  postgres: `SELECT pg_get_triggerdef(t.oid, true) || t.tgenabled::text || p.prosrc AS told
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = 'audit_entry'::regclass`,
};

const STANDS = `CREATE TRIGGER audit_entry_stands BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stands()`;
const ENABLED = "O";

const EXPECTED: Record<Dialect, string[]> = {
  sqlite: BAR.sqlite,
  postgres: [STANDS + ENABLED + BAR.postgres[0]?.split("$$")[1]],
};

/** Tells where what keeps the audit log from being changed was taken away or made another. */
export async function checkBar(tx: EntityManager, dialect: Dialect, tell: (problem: string) => void): Promise<void> {
  const rows: { told: string }[] = await tx.query(FIND[dialect]);
  for (const trigger of EXPECTED[dialect])
    if (!rows.some(({ told }) => told === trigger))
      tell(`audit_entry: the trigger ${trigger.split(" ")[2]}, which keeps it from being changed, is gone or another.`);
}
