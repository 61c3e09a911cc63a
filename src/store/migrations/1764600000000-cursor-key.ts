import { randomBytes } from "node:crypto";
import type { MigrationInterface, QueryRunner } from "typeorm";

/** What cursors of the log are encrypted with: it is the database's, so that every process and every copy knows it. */
export class CursorKey1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE log_head ADD COLUMN cursor_key text NOT NULL DEFAULT ''");
    await runner.query(`UPDATE log_head SET cursor_key = '${randomBytes(32).toString("hex")}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE log_head DROP COLUMN cursor_key");
  }
}
