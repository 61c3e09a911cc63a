// Q1 to Q5, and the values that are asked for: drawn from the data, the same at every run.
import { encodeText } from "../../dist/base/text.js";
import { seeded } from "./seeded.mjs";

const PARTIES = "parties { role locality { id name } }";

export const DOCUMENTS = {
  Q1: `query Q1($reference: String!) {
  commitment(reference: $reference) { id reference title status dueOn ${PARTIES} sectors { id name }
    initiative { id title participants { role locality { id name } } } } }`,
  Q2: `query Q2($locality: ID!) {
  commitments(first: 50, filter: { owedBy: [$locality], status: [IN_PROGRESS] }, orderBy: { field: DUE_ON }) {
    nodes { id reference title status dueOn ${PARTIES} sectors { id name } saidBy { id name posts { id title } }
      initiative { id title } } } }`,
  Q3: `query Q3($after: String!) {
  initiatives(first: 20, after: $after) {
    nodes { id title participants { role locality { id name } } sectors { id name }
      commitments(first: 5) { nodes { id title status saidBy { id name } history(first: 3) { nodes { id to at } } } } } } }`,
  Q4: `query Q4($locality: ID!) {
  commitmentStats(filter: { party: [$locality] }, groupBy: [STATUS]) { status count } }`,
  Q5: `query Q5($after: String!) {
  commitments(first: 50, after: $after, orderBy: { field: DUE_ON }) {
    edges { cursor node { id reference title dueOn status } } pageInfo { hasNextPage endCursor } } }`,
};

/** So many different requests of each operation. */
const REQUESTS = 400;

const LOCALITIES = "SELECT key AS locality FROM locality ORDER BY key";

/** What each operation is asked with. Pages of Q5 begin around the middle of the list: at 50,000 of 100,000. */
const VALUES = {
  Q1: "SELECT reference FROM commitment WHERE visibility = 'PUBLIC' ORDER BY id",
  Q2: LOCALITIES,
  Q3: "SELECT sort_key AS place, id FROM initiative ORDER BY sort_key, id LIMIT (SELECT count(*) - 20 FROM initiative)",
  Q4: LOCALITIES,
  Q5: `SELECT due_end AS place, id FROM commitment WHERE visibility = 'PUBLIC' ORDER BY due_end, id
    LIMIT (SELECT count(*) / 100 FROM commitment) OFFSET (SELECT count(*) / 2 FROM commitment)`,
};

const SIGNATURES = { Q3: "Initiative TITLE ASC", Q5: "Commitment DUE_ON ASC" };

/** The variables of the requests of an operation. */
export async function variablesOf(operation, all) {
  const rows = await all(VALUES[operation]);
  const chance = seeded(operation.charCodeAt(1));
  const signature = SIGNATURES[operation];
  return Array.from({ length: REQUESTS }, () => {
    const row = chance.one(rows);
    return signature === undefined ? row : { after: encodeText(JSON.stringify([signature, row.place, row.id])) };
  });
}
