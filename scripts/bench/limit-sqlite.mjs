// The limit on SQLite: one statement for each operation, that joins its answer together as text. SQLite has no base64:
// a statement writes ids as "~L7", which become opaque on the way out.
import sqlite3 from "sqlite3";
import { encodeText } from "../../dist/base/text.js";
import { openFile } from "./sqlite.mjs";

const TYPES = {
  C: "Commitment",
  L: "Locality",
  S: "Sector",
  I: "Initiative",
  N: "Leader",
  P: "Post",
  H: "StatusChange",
};

const id = (letter, column) => `'"~${letter}' || ${column} || '"'`;
const word = (column) => `'"' || ${column} || '"'`;
const text = (column) => `json_quote(${column})`;
const date = (column) => `coalesce('"' || ${column} || '"', 'null')`;

/** Keys of an object and the SQL of their values, which are JSON. */
const object = (fields) =>
  `'{' || ${Object.entries(fields)
    .map(([key, sql]) => `'"${key}":' || ${sql}`)
    .join(" || ',' || ")} || '}'`;
const list = (fields, rows) =>
  `(SELECT '[' || coalesce(group_concat(j, ','), '') || ']' FROM (SELECT ${object(fields)} AS j FROM ${rows}))`;

const place = { role: word("p.role"), locality: object({ id: id("L", "l.id"), name: text("l.name_vi") }) };
const JOIN_PLACE = "CROSS JOIN locality l ON l.id = p.locality_id";
const parties = list(place, `commitment_party p ${JOIN_PLACE} WHERE p.commitment_id = c.id ORDER BY p.id`);
const participants = list(place, `initiative_participant p ${JOIN_PLACE} WHERE p.initiative_id = i.id ORDER BY p.id`);
const sectors = (noun, owner) =>
  list(
    { id: id("S", "s.id"), name: text("s.name_vi") },
    `${noun}_sector t CROSS JOIN sector s ON s.id = t.sector_id WHERE t.${noun}_id = ${owner}.id ORDER BY t.id`,
  );
const posts = list({ id: id("P", "o.id"), title: text("o.title_vi") }, "post o WHERE o.leader_id = n.id ORDER BY o.id");
const saidBy = (more) =>
  list(
    { id: id("N", "n.id"), name: text("n.name"), ...more },
    "commitment_speaker t CROSS JOIN leader n ON n.id = t.leader_id WHERE t.commitment_id = c.id ORDER BY t.id",
  );
const initiative = (more) =>
  `coalesce((SELECT ${object({ id: id("I", "i.id"), title: text("i.title_vi"), ...more })}
    FROM initiative i WHERE i.id = c.initiative_id), 'null')`;

const COMMITMENT = {
  ...{ id: id("C", "c.id"), reference: text("c.reference"), title: text("c.title_vi") },
  ...{ status: word("c.status"), dueOn: date("c.due_on") },
};

const history = list(
  { id: id("H", "h.id"), to: word("h.to_status"), at: word("h.at") },
  "status_change h WHERE h.commitment_id = c.id ORDER BY h.position LIMIT 3",
);
const commitments = list(
  {
    ...{ id: id("C", "c.id"), title: text("c.title_vi"), status: word("c.status") },
    ...{ saidBy: saidBy({}), history: object({ nodes: history }) },
  },
  "commitment c WHERE c.initiative_id = i.id AND c.visibility = 'PUBLIC' ORDER BY c.reference LIMIT 5",
);
const LOCALITY = "(SELECT id FROM locality WHERE key = ?1)";

const ROW = "c.id, c.reference, c.title_vi, c.status, c.due_on, c.initiative_id, c.due_end";
const OF_PARTIES = {
  page: `SELECT ${ROW} FROM commitment_party p CROSS JOIN commitment c ON c.id = p.commitment_id
    WHERE p.locality_id = ${LOCALITY} AND p.role = 'OWES' AND c.status = 'IN_PROGRESS' AND c.visibility = 'PUBLIC'
    ORDER BY c.due_end, c.id LIMIT 50`,
  counts: `SELECT c.status, count(*) AS count
    FROM (SELECT DISTINCT commitment_id FROM commitment_party WHERE locality_id = ${LOCALITY}) p
    CROSS JOIN commitment c ON c.id = p.commitment_id WHERE c.visibility = 'PUBLIC' GROUP BY c.status`,
};

/** Where the parties' rows say the status, the due date and the visibility, too. */
const BY_COPIES = {
  page: `SELECT ${ROW} FROM commitment_party p CROSS JOIN commitment c ON c.id = p.commitment_id
    WHERE p.locality_id = ${LOCALITY} AND p.role = 'OWES' AND p.status = 'IN_PROGRESS' AND p.visibility = 'PUBLIC'
    ORDER BY p.due_end, p.commitment_id LIMIT 50`,
  counts: `SELECT status, count(DISTINCT commitment_id) AS count FROM commitment_party
    WHERE locality_id = ${LOCALITY} AND visibility = 'PUBLIC' GROUP BY status`,
};

const textsOf = ({ page, counts }) => ({
  Q1: `SELECT ${object({ ...COMMITMENT, parties, sectors: sectors("commitment", "c"), initiative: initiative({ participants }) })} AS j
    FROM commitment c WHERE c.reference = ?1 AND c.visibility = 'PUBLIC'`,
  Q2: `SELECT ${list(
    {
      ...COMMITMENT,
      parties,
      sectors: sectors("commitment", "c"),
      saidBy: saidBy({ posts }),
      initiative: initiative({}),
    },
    `(${page}) c`,
  )} AS j`,
  Q3: `SELECT ${list(
    {
      ...{ id: id("I", "i.id"), title: text("i.title_vi"), participants, sectors: sectors("initiative", "i") },
      commitments: object({ nodes: commitments }),
    },
    "initiative i WHERE (i.sort_key, i.id) > (?1, ?2) ORDER BY i.sort_key, i.id LIMIT 20",
  )} AS j`,
  Q4: `SELECT ${list({ status: word("status"), count: "count" }, `(${counts} ORDER BY 2 DESC, 1)`)} AS j`,
  Q5: `SELECT '[' || coalesce(group_concat(j, ',') FILTER (WHERE n <= 50), '') || ']' AS j, coalesce(max(n), 0) AS n FROM (
    SELECT ${object({ cursor: `'"~@' || c.due_end || ',' || c.id || '"'`, node: object(COMMITMENT) })} AS j,
      row_number() OVER () AS n
    FROM (SELECT * FROM commitment c WHERE (c.due_end, c.id) > (?1, ?2) AND c.visibility = 'PUBLIC'
      ORDER BY c.due_end, c.id LIMIT 51) c)`,
});

const COPIES = "SELECT status, due_end, visibility FROM commitment_party LIMIT 1";

/** The file as memory: pages that are there already need no call of the system. */
const MAPPED = 2 ** 32;

const known = new Map();
/** The opaque form of an id or a cursor; those of the hundred that are met all the time are remembered. */
function opaque(found, letter, number) {
  const { [letter]: type } = TYPES;
  if (letter === "@") {
    const [day, row] = number.split(",");
    return `"${encodeText(`["Commitment DUE_ON ASC","${day}",${row}]`)}"`;
  }
  if (letter !== "L" && letter !== "S") return `"${encodeText(`${type}:${number}`)}"`;
  if (!known.has(found)) known.set(found, `"${encodeText(`${type}:${number}`)}"`);
  return known.get(found);
}

export async function openSqlite(url) {
  const { db, all, run } = await openFile(url.slice("sqlite:".length), sqlite3.OPEN_READONLY);
  await run(`PRAGMA mmap_size = ${MAPPED}`);
  const texts = textsOf(
    await all(COPIES).then(
      () => BY_COPIES,
      () => OF_PARTIES,
    ),
  );
  const statements = Object.fromEntries(Object.entries(texts).map(([name, sql]) => [name, db.prepare(sql)]));
  return (operation, values) =>
    new Promise((resolve, reject) => {
      statements[operation].get(values, (error, row) => {
        if (error) return reject(error);
        resolve(row && [row.j.replace(/"~([A-Z@])([\d,-]+)"/g, opaque), row.n]);
      });
    });
}
