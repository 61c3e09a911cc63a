import type { MigrationInterface, QueryRunner } from "typeorm";

/** Changes to a meeting that not everybody may see are counted apart. */
export class UnseenVersion1764600100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE meeting ADD COLUMN unseen_version integer NOT NULL DEFAULT 0");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE meeting DROP COLUMN unseen_version");
  }
}
