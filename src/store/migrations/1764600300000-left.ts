import type { MigrationInterface, QueryRunner } from "typeorm";

/** A line of the audit log may carry a digest of what its deed left, with which `npm run verify` compares what is there. */
export class Left1764600300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const text = runner.connection.options.type === "postgres" ? 'text COLLATE "C"' : "text";
    await runner.query(`ALTER TABLE audit_entry ADD COLUMN digest ${text}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE audit_entry DROP COLUMN digest");
  }
}
