import type { GraphQLField } from "graphql";
import { type ClassType, Extensions, Field } from "type-graphql";
import type { Statement } from "../store/statements.js";
import type { Context } from "./context.js";
import type { Identity } from "./identity.js";
import { inLanguage, type Language, LanguageArg } from "./language.js";
import type { List } from "./lists/list.js";
import type { Entity } from "./loader.js";
import { Most } from "./most.js";

/**
 * How a field follows from the row it belongs to. Said once, at the field, and read twice: by its resolver, which asks
 * the loaders, and by the compiler, which makes one statement of a whole selection. A field that says nothing and is no
 * column is resolved by its resolver alone.
 */
export type View = Renamed | Value | One | Many | Part | Listed | Found | All | ById;

type Row = { id: number };

/** A column whose property has another name than the field. */
interface Renamed {
  kind: "column";
  property: string;
}

/** A value that SQL works out of the row behind an alias. */
export interface Value {
  kind: "value";
  boolean?: boolean;
  sql(row: string, statement: Statement, args: Record<string, unknown>, who: Identity): string;
}

/** One row of another entity, by the property that holds its id; or by a rule, said for SQL and for the loaders. */
interface One {
  kind: "one";
  to: () => Entity<Row>;
  id:
    | string
    | { sql(row: string, statement: Statement): string; load(ctx: Context, row: never): Promise<object | null> };
}

/** The rows of an entity that name this one, in the order of a number or of their ids; or those that rows of `via` name. */
interface Many {
  kind: "many";
  to: () => Entity<Row>;
  /** The property that names this row: of the rows, or of those of `via`. */
  by: string;
  /** Further properties that the rows have. */
  having?: Record<string, string>;
  /** The property that orders them. Not with `via`. */
  order?: string;
  via?: { entity: () => Entity<Row>; to: string };
}

/** A connection: a list of the root, or through a relation that of one row. */
export interface Listed {
  kind: "list";
  list: List;
  through?: Through;
}

/** Which rows of a list belong to which parents: by a column of their own, or `SELECT … AS child, … AS parent`. */
export type Through = { column: string } | { rows: string };

/** One row of the root, by a property that is unique; null where only the resolver knows. */
export interface Found {
  kind: "found";
  to: () => Entity<Row>;
  /** Throws BAD_INPUT on an id that is none. */
  by(args: never): { property: string; value: unknown } | null;
}

/** Every row of a short table, in the order of their ids. */
interface All {
  kind: "all";
}

/** A noun of any type, by its id. */
interface ById {
  kind: "by id";
}

/** An object made of the row's own columns: by field, the property. */
interface Part {
  kind: "part";
  of: Record<string, string>;
}

export function viewOf(field: GraphQLField<unknown, unknown>): View | undefined {
  return field.extensions.view as View | undefined;
}

/** Says how a field follows from its row. */
export const Shown = (view: View) => Extensions({ view });

interface Described {
  description: string;
  nullable?: boolean;
}

/** A field that the row itself does not hold: its decorator says how it follows from the row. */
export type Derived = never;

export function ToOne(to: () => Entity<Row>, id: One["id"], options: Described): PropertyDecorator {
  return declared(Field(to as never, options), { kind: "one", to, id });
}

export function ToMany(
  to: () => Entity<Row>,
  by: string,
  { having, order, via, most, ...options }: Described & Pick<Many, "having" | "order" | "via"> & { most?: number },
): PropertyDecorator {
  const declare = declared(
    Field(() => [to()] as never, options),
    { kind: "many", to, by, having, order, via },
  );
  return (target, property) => {
    declare(target, property);
    if (most !== undefined) Most(most)(target, property as string);
  };
}

/** A text that is kept in Vietnamese and perhaps in English: `title` of `titleVi` and `titleEn`. */
export function Translated(options: Described): PropertyDecorator {
  return (target, property) => {
    const name = property as string;
    const [vi, en] = [`${name}Vi`, `${name}En`];
    function inLanguageAsked(this: Record<string, string | null>, language: Language) {
      return inLanguage(language, this[vi] as string | null, this[en] as string | null);
    }
    const descriptor = { value: inLanguageAsked, configurable: true };
    Object.defineProperty(target, name, descriptor);
    LanguageArg()(target, name, 0);
    Field(() => String, options)(target, name, descriptor as never);
    const sql: Value["sql"] = (row, _statement, { language }) =>
      language === "EN" ? `COALESCE(${row}.${name}_en, ${row}.${name}_vi)` : `${row}.${name}_vi`;
    Shown({ kind: "value", sql })(target, name);
  };
}

function declared(field: ReturnType<typeof Field>, view: View): PropertyDecorator {
  return (target, property) => {
    field(target, property as string);
    Shown(view)(target, property as string);
  };
}

/** What the loaders give for a relation of a row. */
export async function loadRelated(view: One | Many, row: Row, ctx: Context): Promise<unknown> {
  const { load } = ctx;
  const property = (of: Row, name: string) => of[name as "id"];
  if (view.kind === "one") {
    return typeof view.id === "string" ? load.one(view.to(), property(row, view.id)) : view.id.load(ctx, row as never);
  }
  const { to, by, having, order, via } = view;
  if (via === undefined) {
    const rows = await load.many(to(), by as "id", row.id, having);
    return order === undefined ? rows : rows.toSorted((a, b) => property(a, order) - property(b, order));
  }
  const links = await load.many(via.entity(), by as "id", row.id);
  return Promise.all(links.map((link) => load.one(to(), property(link, via.to))));
}

/** Adds fields to a noun from a folder downstream of it. */
export function addFields(noun: ClassType, fields: Record<string, PropertyDecorator>): void {
  for (const [name, decorate] of Object.entries(fields)) decorate(noun.prototype, name);
}
