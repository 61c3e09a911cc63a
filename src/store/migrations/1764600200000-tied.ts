import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * A process of an older version that still runs would write history that is no link of the chain, and break it for
 * good: it is refused. What such a process has written already stays, and `npm run verify` tells of it.
 */
export class Tied1764600200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const isPostgres = runner.connection.options.type === "postgres";
    await runner.query(
      isPostgres
        ? "ALTER TABLE status_change ADD CONSTRAINT status_change_tied CHECK (link IS NOT NULL AND hash IS NOT NULL) NOT VALID"
        : `CREATE TRIGGER status_change_tied BEFORE INSERT ON status_change WHEN NEW.link IS NULL OR NEW.hash IS NULL
            BEGIN SELECT RAISE(ABORT, 'A change of status without a link: an older version is still running.'); END`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const isPostgres = runner.connection.options.type === "postgres";
    await runner.query(
      isPostgres
        ? "ALTER TABLE status_change DROP CONSTRAINT IF EXISTS status_change_tied"
        : "DROP TRIGGER IF EXISTS status_change_tied",
    );
  }
}
