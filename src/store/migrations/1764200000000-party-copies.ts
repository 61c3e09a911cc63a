import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What a locality owes, of one status, in the order of its due dates: from an index, however many commitments there
 * are. For that a party's row holds copies of its commitment's status, due date and visibility. The database keeps
 * them in step, so no writer can forget to; a move brings its own along.
 */
export class PartyCopies1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const isPostgres = runner.connection.options.type === "postgres";
    const text = isPostgres ? 'text COLLATE "C"' : "text";
    for (const column of COPIED) await runner.query(`ALTER TABLE commitment_party ADD COLUMN ${column} ${text}`);
    const copies = COPIED.map((column) => `${column} = ${copyOf(column, "commitment_party.commitment_id")}`);
    await runner.query(`UPDATE commitment_party SET ${copies.join(", ")}`);
    await runner.query(
      `CREATE INDEX commitment_party_standing ON commitment_party (locality_id, role, status, due_end, commitment_id, visibility)`,
    );
    for (const sql of isPostgres ? postgres() : sqlite()) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX commitment_party_standing");
    const isPostgres = runner.connection.options.type === "postgres";
    const of = (table: string) => (isPostgres ? ` ON ${table}` : "");
    await runner.query(`DROP TRIGGER commitment_party_joined${of("commitment_party")}`);
    await runner.query(`DROP TRIGGER commitment_moved${of("commitment")}`);
    if (isPostgres) await runner.query("DROP FUNCTION commitment_party_joined, commitment_moved");
    for (const column of COPIED) await runner.query(`ALTER TABLE commitment_party DROP COLUMN ${column}`);
  }
}

const COPIED = ["status", "due_end", "visibility"];
const copyOf = (column: string, id: string) => `(SELECT c.${column} FROM commitment c WHERE c.id = ${id})`;
const moved = COPIED.map((column) => `${column} = NEW.${column}`).join(", ");
const MOVE = `UPDATE commitment_party SET ${moved} WHERE commitment_id = NEW.id`;

const sqlite = () => [
  `CREATE TRIGGER commitment_party_joined AFTER INSERT ON commitment_party WHEN NEW.status IS NULL BEGIN
    UPDATE commitment_party SET ${COPIED.map((column) => `${column} = ${copyOf(column, "NEW.commitment_id")}`).join(", ")}
      WHERE id = NEW.id; END`,
  `CREATE TRIGGER commitment_moved AFTER UPDATE OF ${COPIED.join(", ")} ON commitment BEGIN ${MOVE}; END`,
];

const postgres = () => [
  `CREATE FUNCTION commitment_party_joined() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    SELECT ${COPIED.join(", ")} INTO ${COPIED.map((column) => `NEW.${column}`).join(", ")}
      FROM commitment WHERE id = NEW.commitment_id FOR SHARE;
    RETURN NEW; END $$`,
  `CREATE TRIGGER commitment_party_joined BEFORE INSERT ON commitment_party
    FOR EACH ROW WHEN (NEW.status IS NULL) EXECUTE FUNCTION commitment_party_joined()`,
  `CREATE FUNCTION commitment_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${MOVE}; RETURN NULL; END $$`,
  `CREATE TRIGGER commitment_moved AFTER UPDATE OF ${COPIED.join(", ")} ON commitment
    FOR EACH ROW EXECUTE FUNCTION commitment_moved()`,
];
