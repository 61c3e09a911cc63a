import type { FieldNode } from "graphql";
import type { EntityMetadata } from "typeorm";
import { columnName } from "../../store/columns.js";
import { Statement } from "../../store/statements.js";
import type { Context } from "../context.js";
import type { Asked } from "../lists/list.js";
import { all } from "../lists/window.js";
import { scopeOf } from "../scope.js";
import { type Field, type Json, jsonOf } from "./json.js";
import type { ListPlan, ObjectPlan, RelatedPlan, Variables } from "./plan.js";

/** The key under which a row's own columns are given, where its fields are left to resolvers. */
export const ROW = "*";

/** A statement in the making. */
export class Emission {
  readonly statement: Statement;
  readonly json: Json;
  private aliases = 0;

  constructor(
    readonly ctx: Context,
    readonly asked: ReadonlyMap<FieldNode, Asked>,
    readonly variables: Variables,
    /** Whether to give rows for resolvers to go on with, instead of the fields that are asked for. */
    readonly rows: boolean,
    /** SQL for a connection, below the row behind an alias. */
    readonly pageSql: (e: Emission, plan: ListPlan, parent: string) => string,
  ) {
    this.statement = new Statement(ctx.db.dialect);
    this.json = jsonOf[ctx.db.dialect];
  }

  get isPostgres(): boolean {
    return this.ctx.db.dialect === "postgres";
  }

  /** No name that a client could give a field: PostgreSQL would take one for the other. */
  alias(): string {
    return `"t-${this.aliases++}"`;
  }

  scope({ target }: EntityMetadata, row: string): string {
    return scopeOf(target, this.ctx.who, row);
  }
}

/** What an object takes: its fields, and the joins they need. */
export interface Shape {
  fields: Field[];
  joins: string[];
}

export function shapeOf(e: Emission, plan: ObjectPlan, row: string): Shape {
  const shape: Shape = { fields: e.rows ? [wholeRow(e, plan.entity, row)] : [], joins: [] };
  for (const field of plan.fields) {
    const { key } = field;
    if (field.kind === "list") shape.fields.push({ key, json: true, sql: e.pageSql(e, field, row) });
    else if (field.kind === "related") addRelated(e, shape, field, row);
    else if (!e.rows) {
      const sql = field.sql(row, e.statement, e.variables, e.ctx.who);
      shape.fields.push({ key, ...(field.boolean ? e.json.boolean(sql) : { sql }) });
    }
  }
  return shape;
}

function wholeRow(e: Emission, { columns }: EntityMetadata, row: string): Field {
  const members = columns.map(({ databaseName }) => `'${databaseName}', ${row}.${databaseName}`);
  return { key: ROW, sql: `${e.isPostgres ? "json_build_object" : "json_object"}(${members.join(", ")})`, json: true };
}

function addRelated(
  e: Emission,
  shape: Shape,
  { key, view, object }: RelatedPlan & { key: string },
  row: string,
): void {
  if (view.kind === "many") shape.fields.push({ key, json: true, sql: manySql(e, view, object, row) });
  else if (view.kind === "one") addOne(e, shape, key, oneRow(e, view, object, row));
  else if (!e.rows) {
    const { fields, joins } = shapeOf(e, object, row);
    addOne(e, shape, key, { fields, from: joins.length === 0 ? "" : ` FROM (SELECT 1) one ${joins.join(" ")}` });
  }
}

interface Source {
  fields: Field[];
  /** Where the fields come from; empty for the row at hand. */
  from: string;
}

/** PostgreSQL joins it: its planner makes a plain join of it. SQLite asks for it where it is needed. */
export function addOne(e: Emission, { fields, joins }: Shape, key: string, source: Source): void {
  const select = `SELECT ${e.json.row(source.fields)}${source.from}`;
  if (!e.isPostgres) return void fields.push({ key, json: true, sql: `(${select})` });
  const alias = e.alias();
  joins.push(`LEFT JOIN LATERAL (${select}) ${alias} ON TRUE`);
  fields.push({ key, sql: alias });
}

function oneRow(e: Emission, view: RelatedPlan["view"] & { kind: "one" }, object: ObjectPlan, row: string): Source {
  const one = e.alias();
  const id = typeof view.id === "string" ? `${row}.${columnName(view.id)}` : view.id.sql(row, e.statement);
  const { fields, joins } = shapeOf(e, object, one);
  const where = `${one}.id = ${id} AND (${e.scope(object.entity, one)})`;
  return { fields, from: ` FROM ${object.entity.tableName} ${one} ${joins.join(" ")} WHERE ${where}` };
}

function manySql(e: Emission, view: RelatedPlan["view"] & { kind: "many" }, object: ObjectPlan, row: string): string {
  const many = e.alias();
  const { by, having = {}, order, via } = view;
  const link = via === undefined ? many : e.alias();
  const { tableName } = e.ctx.db.read.connection.getMetadata(via?.entity() ?? view.to());
  const join = via && `JOIN ${object.entity.tableName} ${many} ON ${many}.id = ${link}.${columnName(via.to)}`;
  const { fields, joins } = shapeOf(e, object, many);
  const conditions = [
    `${link}.${columnName(by)} = ${row}.id`,
    ...Object.entries(having).map(([name, value]) => `${link}.${columnName(name)} = ${e.statement.bind(value)}`),
    e.scope(object.entity, many),
  ];
  const place = order === undefined ? "" : `${many}.${columnName(order)}, `;
  return e.json.list(
    `SELECT ${e.json.row(fields)} FROM ${tableName} ${link} ${join ?? ""} ${joins.join(" ")}
      WHERE ${all(conditions)} ORDER BY ${place}${link}.id`,
  );
}
