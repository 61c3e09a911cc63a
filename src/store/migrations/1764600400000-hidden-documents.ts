import type { MigrationInterface, QueryRunner } from "typeorm";

/** A document may be for those alone who see what cites it: which is asked by the document. */
export class HiddenDocuments1764600400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE document ADD COLUMN visibility text NOT NULL DEFAULT 'PUBLIC'");
    await runner.query("CREATE INDEX citation_document ON citation (document_id)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX citation_document");
    await runner.query("ALTER TABLE document DROP COLUMN visibility");
  }
}
