import { type GraphQLField, type GraphQLObjectType, type GraphQLSchema, isNonNullType, isObjectType } from "graphql";
import { notFound } from "../base/errors.js";
import type { Context } from "./context.js";
import { loadRelated, viewOf } from "./view.js";

/** Gives every relation its resolver: it follows from what the field says. */
export function resolveRelations(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) if (isObjectType(type)) resolveFields(type);
}

function resolveFields(type: GraphQLObjectType): void {
  for (const field of Object.values(type.getFields())) {
    const view = viewOf(field);
    if (view?.kind !== "one" && view?.kind !== "many") continue;
    field.resolve = async (row, _args, ctx: Context) =>
      present(field, await loadRelated(view, row, ctx), view.to().name);
  }
}

/** What was there when the row was read may be hidden now. */
function present(field: GraphQLField<unknown, unknown>, related: unknown, what: string): unknown {
  if (related === null && isNonNullType(field.type)) throw notFound(what.toLowerCase());
  return related;
}
