// node:http and one statement: POST /Q1 with the variables as JSON.
import { createServer } from "node:http";
import { decodeText } from "../../dist/base/text.js";
import { answer } from "../bench-live/rpc.mjs";
import { openPostgres } from "./limit-postgres.mjs";
import { openSqlite } from "./limit-sqlite.mjs";

const afterPlace = ({ after }) => JSON.parse(decodeText(after)).slice(1);
const SIZE = 50;

/** How variables become values, and what is put around the JSON of the row. */
const OPERATIONS = {
  Q1: [({ reference }) => [reference], (row) => `"commitment":${row?.[0] ?? "null"}`],
  Q2: [({ locality }) => [locality], ([json]) => `"commitments":{"nodes":${json}}`],
  Q3: [afterPlace, ([json]) => `"initiatives":{"nodes":${json}}`],
  Q4: [({ locality }) => [locality], ([json]) => `"commitmentStats":${json}`],
  Q5: [afterPlace, ([edges, rows]) => `"commitments":${connection(edges, Number(rows) > SIZE)}`],
};

/** The cursor of the last edge ends the page. */
function connection(edges, hasNextPage) {
  const from = edges.lastIndexOf('"cursor":"') + '"cursor":'.length;
  const endCursor = edges === "[]" ? "null" : edges.slice(from, edges.indexOf('"', from + 1) + 1);
  return `{"edges":${edges},"pageInfo":{"hasNextPage":${hasNextPage},"endCursor":${endCursor}}}`;
}

function reply(response, status, text) {
  const body = Buffer.from(text);
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "content-length": body.length });
  response.end(body);
}

async function respond(ask, url, text, response) {
  try {
    const operation = url.slice(1);
    const [read, write] = OPERATIONS[operation];
    reply(response, 200, `{"data":{${write(await ask(operation, read(JSON.parse(text))))}}}`);
  } catch (error) {
    reply(response, 500, JSON.stringify({ error: error.message }));
  }
}

answer({
  async start({ databaseUrl }) {
    const ask = await (databaseUrl.startsWith("sqlite:") ? openSqlite : openPostgres)(databaseUrl);
    const server = createServer((request, response) => {
      let text = "";
      request.setEncoding("utf8");
      request.on("data", (chunk) => (text += chunk));
      request.on("end", () => respond(ask, request.url, text, response));
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { port: server.address().port, pid: process.pid };
  },
});
