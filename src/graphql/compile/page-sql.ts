import { HEAD_SQL } from "../../live/log/log.js";
import type { Asked } from "../lists/list.js";
import { all, keyset, sortedBy, sorting } from "../lists/window.js";
import { addOne, type Emission, type Shape, shapeOf } from "./emit.js";
import type { Field } from "./json.js";
import type { ListPlan, ObjectPlan, PagePart, PagePlan } from "./plan.js";
import { encoded, encodedPlace } from "./tokens.js";

/** A page in the making: what is asked, and where its rows are. */
interface Page {
  asked: Asked;
  /** The rows of the page, and where that is asked, one more. */
  rows: string;
  more: string;
  count: () => string;
}

/** SQL for a connection, as JSON: the root's, or below the row behind an alias. */
export function pageSql(e: Emission, plan: ListPlan, parent: string | null): string {
  const asked = e.asked.get(plan.node) as Asked;
  const { order, window } = asked;
  const { tableName } = e.ctx.db.read.connection.getMetadata(asked.entity);
  const page: Page = {
    asked,
    rows: e.alias(),
    more: e.alias(),
    count: () => {
      const row = e.alias();
      return `(SELECT COUNT(*) FROM ${tableName} ${row} WHERE ${all(conditionsOf(e, plan, asked, row, parent))})`;
    },
  };
  const { from, conditions, sorted, columns } = sourceOf(e, plan, asked, parent);
  const within = all([...conditions, ...keyset(order, window, sorted, e.statement)]);
  const select = (limit: number) =>
    `SELECT ${columns} FROM ${from} WHERE ${within} ORDER BY ${sorting(order, sorted, window.backward)} LIMIT ${limit}`;
  const tables = plan.page.parts.some((part) => part.name === "pageInfo")
    ? `${page.more} AS (${select(window.size + 1)}), ${page.rows} AS (SELECT * FROM ${page.more}
        ORDER BY ${sorting(order, sortedBy(order, page.more), window.backward)} LIMIT ${window.size})`
    : `${page.rows} AS (${select(window.size)})`;
  const fields = plan.page.parts.map((part) => partOf(e, page, plan.page, part));
  return e.json.one(`WITH ${tables} SELECT ${e.json.row(fields)}`);
}

/** Where the rows of a list come from: its table, or rows that lead there. */
function sourceOf(e: Emission, plan: ListPlan, asked: Asked, parent: string | null) {
  const { tableName, columns } = e.ctx.db.read.connection.getMetadata(asked.entity);
  const { lead, order } = asked;
  const row = e.alias();
  const own = { columns: columns.map(({ databaseName }) => `${row}.${databaseName}`).join(", ") };
  if (lead === null || parent !== null) {
    const conditions = conditionsOf(e, plan, asked, row, parent);
    return { ...own, from: `${tableName} ${row}`, conditions, sorted: sortedBy(order, row) };
  }
  const first = e.alias();
  return {
    ...own,
    from: `${lead.table} ${first} JOIN ${tableName} ${row} ON ${row}.id = ${first}.${lead.child}`,
    conditions: [
      ...lead.where(e.statement, first),
      ...conditionsOf(e, plan, { ...asked, where: lead.rest }, row, parent),
    ],
    sorted: { key: `${first}.${lead.key}`, id: `${first}.${lead.child}` },
  };
}

function conditionsOf(e: Emission, { view }: ListPlan, asked: Asked, row: string, parent: string | null): string[] {
  const { through } = view;
  const own = [e.scope(e.ctx.db.read.connection.getMetadata(asked.entity), row), ...asked.where(e.statement, row)];
  if (through === undefined || parent === null) return own;
  if ("column" in through) return [`${row}.${through.column} = ${parent}.id`, ...own];
  return [`${row}.id IN (SELECT p.child FROM (${through.rows}) p WHERE p.parent = ${parent}.id)`, ...own];
}

function partOf(e: Emission, page: Page, { type }: PagePlan, { key, name, object, page: below }: PagePart): Field {
  if (name === "__typename") return { key, sql: `'${type}'` };
  if (name === "nodes")
    return { key, json: true, sql: listOf(e, page, (row) => shapeOf(e, object as ObjectPlan, row)) };
  if (name === "edges")
    return { key, json: true, sql: listOf(e, page, (row) => edgeOf(e, page, below as PagePlan, row)) };
  if (name === "pageInfo") {
    const fields = (below as PagePlan).parts.map((part) => infoOf(e, page, part));
    return { key, json: true, sql: e.json.one(`SELECT ${e.json.row(fields)}`) };
  }
  return { key, sql: name === "totalCount" ? page.count() : encoded(HEAD_SQL, "head") };
}

function listOf(e: Emission, { asked, rows }: Page, shape: (row: string) => Shape): string {
  const row = e.alias();
  const { fields, joins } = shape(row);
  return e.json.list(
    `SELECT ${e.json.row(fields)} FROM ${rows} ${row} ${joins.join(" ")} ORDER BY ${sorting(asked.order, sortedBy(asked.order, row), false)}`,
  );
}

function edgeOf(e: Emission, page: Page, { parts, type }: PagePlan, row: string): Shape {
  const edge: Shape = { fields: [], joins: [] };
  for (const { key, name, object } of parts) {
    if (name === "node") {
      const { fields, joins } = shapeOf(e, object as ObjectPlan, row);
      addOne(e, edge, key, { fields, from: joins.length === 0 ? "" : ` FROM (SELECT 1) one ${joins.join(" ")}` });
    } else edge.fields.push({ key, sql: name === "cursor" ? cursorOf(e, page.asked, row) : `'${type}'` });
  }
  return edge;
}

function infoOf(e: Emission, { asked, rows, more }: Page, { key, name }: PagePart): Field {
  const { order, window } = asked;
  const { size, backward, after, before } = window;
  const row = e.alias();
  const cursor = (reversed: boolean) =>
    `(SELECT ${cursorOf(e, asked, row)} FROM ${rows} ${row} ORDER BY ${sorting(order, sortedBy(order, row), reversed)} LIMIT 1)`;
  const isMore = `(SELECT COUNT(*) FROM ${more}) > ${size}`;
  const known = (place: unknown) => (place === null ? "1 = 0" : "1 = 1");
  if (name === "hasNextPage") return { key, ...e.json.boolean(backward ? known(before) : isMore) };
  if (name === "hasPreviousPage") return { key, ...e.json.boolean(backward ? isMore : known(after)) };
  return { key, sql: name === "__typename" ? "'PageInfo'" : cursor(name === "endCursor") };
}

function cursorOf(e: Emission, { signature, order }: Asked, row: string): string {
  if (signature === null) return encoded(`${row}.position || ':' || ${row}.mark`, "place");
  return encodedPlace(e.ctx.db.dialect, signature, order.sql(row), `${row}.id`);
}
