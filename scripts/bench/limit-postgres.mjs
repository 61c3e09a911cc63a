// The limit on PostgreSQL: one statement for each operation, as good as we can write it by hand.
import pg from "pg";
import { READERS } from "./settings.mjs";

const id = (type, column) => `rtrim(encode(('${type}:' || ${column})::bytea, 'base64'), '=') AS id`;
const list = (rows) => `(SELECT coalesce(json_agg(x), '[]') FROM (${rows}) x)`;
const nodes = (rows) => `LATERAL (SELECT coalesce(json_agg(x), '[]') AS nodes FROM (${rows}) x)`;

const PLACE = `JOIN LATERAL (SELECT ${id("Locality", "id")}, name_vi AS name FROM locality WHERE id = p.locality_id) l ON true`;
const LOCALITY = "(SELECT id FROM locality WHERE key = $1)";

const parties = list(
  `SELECT p.role, l AS locality FROM commitment_party p ${PLACE} WHERE p.commitment_id = c.id ORDER BY p.id`,
);
const participants = list(
  `SELECT p.role, l AS locality FROM initiative_participant p ${PLACE} WHERE p.initiative_id = i.id ORDER BY p.id`,
);
const sectors = (noun, owner) =>
  list(`SELECT ${id("Sector", "s.id")}, s.name_vi AS name FROM ${noun}_sector t JOIN sector s ON s.id = t.sector_id
    WHERE t.${noun}_id = ${owner}.id ORDER BY t.id`);
const posts = list(
  `SELECT ${id("Post", "o.id")}, o.title_vi AS title FROM post o WHERE o.leader_id = n.id ORDER BY o.id`,
);
const saidBy = (more = "") =>
  list(`SELECT ${id("Leader", "n.id")}, n.name ${more} FROM commitment_speaker t JOIN leader n ON n.id = t.leader_id
    WHERE t.commitment_id = c.id ORDER BY t.id`);
const initiative = (more = "") =>
  `LEFT JOIN LATERAL (SELECT ${id("Initiative", "i.id")}, i.title_vi AS title ${more}
    FROM initiative i WHERE i.id = c.initiative_id) i ON true`;

const COMMITMENT = `${id("Commitment", "c.id")}, c.reference, c.title_vi AS title, c.status, c.due_on AS "dueOn"`;

const history = nodes(`SELECT ${id("StatusChange", "h.id")}, h.to_status AS to, h.at FROM status_change h
  WHERE h.commitment_id = c.id ORDER BY h.position LIMIT 3`);
const commitments =
  nodes(`SELECT ${id("Commitment", "c.id")}, c.title_vi AS title, c.status, ${saidBy()} AS "saidBy", h AS history
  FROM (SELECT id, title_vi, status, reference FROM commitment WHERE initiative_id = i.id AND visibility = 'PUBLIC'
    ORDER BY reference LIMIT 5) c, ${history} h ORDER BY c.reference`);

const edges = `SELECT cursor, n AS node FROM page c, LATERAL (SELECT ${id("Commitment", "c.id")}, c.reference,
  c.title_vi AS title, c.due_on AS "dueOn", c.status) n ORDER BY c.due_end, c.id LIMIT 50`;
const cursor = `rtrim(encode(convert_to('["Commitment DUE_ON ASC","' || due_end || '",' || id || ']', 'UTF8'), 'base64'), '=')`;

/** `OFFSET 0` keeps the planner from its own ideas: it takes less to go from parties to commitments. */
const OF_PARTIES = {
  page: `SELECT c.* FROM commitment_party p, LATERAL (SELECT * FROM commitment WHERE id = p.commitment_id
      AND status = 'IN_PROGRESS' AND visibility = 'PUBLIC' OFFSET 0) c
    WHERE p.locality_id = ${LOCALITY} AND p.role = 'OWES' ORDER BY c.due_end, c.id LIMIT 50`,
  statuses: `(SELECT DISTINCT commitment_id FROM commitment_party WHERE locality_id = ${LOCALITY}) p,
    LATERAL (SELECT status FROM commitment WHERE id = p.commitment_id AND visibility = 'PUBLIC' OFFSET 0) c`,
};

/** Where the parties' rows say the status, the due date and the visibility, too. */
const BY_COPIES = {
  page: `SELECT c.* FROM (SELECT commitment_id AS id, due_end FROM commitment_party WHERE locality_id = ${LOCALITY}
      AND role = 'OWES' AND status = 'IN_PROGRESS' AND visibility = 'PUBLIC' ORDER BY due_end, commitment_id LIMIT 50) p
    JOIN commitment c ON c.id = p.id`,
  statuses: `(SELECT DISTINCT commitment_id, status FROM commitment_party WHERE locality_id = ${LOCALITY}
    AND visibility = 'PUBLIC') c`,
};

/** The first column is JSON text; that of Q5 is followed by how many rows there were. */
const textsOf = ({ page, statuses }) => ({
  Q1: `SELECT row_to_json(x)::text FROM (
    SELECT ${COMMITMENT}, ${parties} AS parties, ${sectors("commitment", "c")} AS sectors, i AS initiative
    FROM commitment c ${initiative(`, ${participants} AS participants`)}
    WHERE c.reference = $1 AND c.visibility = 'PUBLIC') x`,
  Q2: `SELECT coalesce(json_agg(x), '[]')::text FROM (
    SELECT ${COMMITMENT}, ${parties} AS parties, ${sectors("commitment", "c")} AS sectors,
      ${saidBy(`, ${posts} AS posts`)} AS "saidBy", i AS initiative
    FROM (${page}) c ${initiative()} ORDER BY c.due_end, c.id) x`,
  Q3: `SELECT coalesce(json_agg(x), '[]')::text FROM (
    SELECT ${id("Initiative", "i.id")}, i.title_vi AS title, ${participants} AS participants,
      ${sectors("initiative", "i")} AS sectors, cs AS commitments
    FROM (SELECT id, title_vi, sort_key FROM initiative WHERE (sort_key, id) > ($1, $2::int) ORDER BY sort_key, id LIMIT 20) i,
      ${commitments} cs ORDER BY i.sort_key, i.id) x`,
  Q4: `SELECT coalesce(json_agg(x), '[]')::text FROM (
    SELECT status, count(*) AS count FROM ${statuses} GROUP BY status ORDER BY count(*) DESC, status) x`,
  Q5: `WITH page AS MATERIALIZED (SELECT id, reference, title_vi, due_on, due_end, status, ${cursor} AS cursor
      FROM commitment WHERE (due_end, id) > ($1, $2::int) AND visibility = 'PUBLIC' ORDER BY due_end, id LIMIT 51)
    SELECT ${list(edges)}::text, (SELECT count(*) FROM page)`,
});

const COPIES = "SELECT status, due_end, visibility FROM commitment_party LIMIT 1";

/** Gives for each operation what answers it: a list of values in, the row out. */
export async function openPostgres(url) {
  const pool = new pg.Pool({
    connectionString: url,
    max: READERS,
    idleTimeoutMillis: 0,
    application_name: "bench limit",
    options: "-c jit=off -c plan_cache_mode=force_generic_plan",
  });
  const texts = textsOf(
    await pool.query(COPIES).then(
      () => BY_COPIES,
      () => OF_PARTIES,
    ),
  );
  return async (operation, values) => {
    const { rows } = await pool.query({ name: operation, text: texts[operation], values, rowMode: "array" });
    return rows[0];
  };
}
