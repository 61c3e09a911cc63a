import { type FieldNode, getArgumentValues } from "graphql";
import { LONGEST, TooLong } from "../../store/longest.js";
import type { Statement } from "../../store/statements.js";
import type { Context } from "../context.js";
import type { Asked } from "../lists/list.js";
import { Emission, shapeOf } from "./emit.js";
import { pageSql } from "./page-sql.js";
import type { AllPlan, FoundPlan, ListPlan, RootPlan, Variables } from "./plan.js";
import { encodeMarked } from "./tokens.js";

/**
 * The JSON of a field of the root, by one statement; null where only the resolver knows what is asked.
 * Throws what the arguments are refused for. With `rows`, objects are given as rows for resolvers to go on with.
 */
export async function readRoot(
  ctx: Context,
  plan: RootPlan,
  variables: Variables,
  rows: boolean,
): Promise<string | null> {
  const emission = new Emission(ctx, await askAll(ctx, plan.lists, variables), variables, rows, pageSql);
  const sql = rootSql(emission, plan);
  if (sql === null) return null;
  const text = emission.isPostgres ? withinLength(sql) : `SELECT ${sql} AS j`;
  const [row] = await ctx.db.ask<{ j: string | null }>(text, (emission.statement as Statement).values);
  if (row?.j === "") throw new TooLong();
  return encodeMarked(row?.j ?? "null", ctx.feed.log.cursors);
}

/** PostgreSQL bounds no text: a longer one stays there, and "" comes in its place. OFFSET keeps it from being made twice. */
const withinLength = (sql: string): string =>
  `SELECT CASE WHEN octet_length(j) > ${LONGEST} THEN '' ELSE j END AS j
    FROM (SELECT CAST(${sql} AS text) AS j OFFSET 0) "the-answer"`;

async function askAll(ctx: Context, lists: readonly ListPlan[], variables: Variables): Promise<Map<FieldNode, Asked>> {
  const asked = new Map<FieldNode, Asked>();
  for (const list of lists) {
    const args = getArgumentValues(list.field, list.node, variables);
    asked.set(list.node, await list.view.list.ask(ctx, args as never));
  }
  return asked;
}

function rootSql(e: Emission, plan: RootPlan): string | null {
  if (plan.kind === "list") return pageSql(e, plan, null);
  return plan.kind === "found" ? foundSql(e, plan) : allSql(e, plan);
}

function allSql(e: Emission, { object }: AllPlan): string {
  const row = e.alias();
  const { fields, joins } = shapeOf(e, object, row);
  return e.json.list(
    `SELECT ${e.json.row(fields)} FROM ${object.entity.tableName} ${row} ${joins.join(" ")}
      WHERE ${e.scope(object.entity, row)} ORDER BY ${row}.id`,
  );
}

function foundSql(e: Emission, { by: find, field, node, object }: FoundPlan): string | null {
  const by = find(getArgumentValues(field, node, e.variables) as never);
  if (by === null) return null;
  const row = e.alias();
  const column = object.entity.columns.find((each) => each.propertyName === by.property)?.databaseName;
  const { fields, joins } = shapeOf(e, object, row);
  const where = `${row}.${column} = ${e.statement.bind(by.value)} AND (${e.scope(object.entity, row)})`;
  return e.json.one(
    `SELECT ${e.json.row(fields)} FROM ${object.entity.tableName} ${row} ${joins.join(" ")} WHERE ${where}`,
  );
}
