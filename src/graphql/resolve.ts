import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { notFound } from "../base/errors.js";
import { Deadline } from "../store/deadline.js";
import { readAhead } from "./compile/answer.js";
import { readFor } from "./compile/attach.js";
import type { Context } from "./context.js";
import { nounOf } from "./node.js";
import { loadRelated, type View, viewOf } from "./view.js";

type Field = GraphQLField<unknown, unknown>;

/**
 * Gives every relation its resolver, which follows from what the field says; lets the fields that a statement may have
 * read ahead look there first; and ends what holds other objects with the time of its operation.
 */
export function resolveViews(schema: GraphQLSchema): void {
  const query = schema.getQueryType();
  const others = [schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__") || others.includes(type)) continue;
    if (type === query) readRootsAhead(type);
    else for (const field of Object.values(type.getFields())) lookFirst(type, field);
  }
}

function readRootsAhead(query: GraphQLObjectType): void {
  for (const field of Object.values(query.getFields())) {
    if (viewOf(field) === undefined) continue;
    const ask = field.resolve as NonNullable<Field["resolve"]>;
    field.resolve = async (root, args, ctx, info) => {
      const read = await readAhead(ctx as Context, info, String(info.path.key));
      return read === undefined ? ask(root, args, ctx, info) : read;
    };
  }
}

function lookFirst(type: GraphQLObjectType, field: Field): void {
  const view = viewOf(field);
  const isPaging = /(Connection|Edge|PageInfo)$/.test(type.name);
  if (!isPaging && !isCompositeType(getNamedType(field.type))) return;
  const ask = resolverOf(field, view);
  field.resolve = (row, args, ctx, info) => {
    const late = Deadline.current?.late;
    if (late) return Promise.reject(late); // thrown, it would leave what others in the same list wait for unheard
    const read = readFor(row, info.path.key);
    return read === undefined ? ask(row, args, ctx, info) : read;
  };
}

function resolverOf(field: Field, view: View | undefined): NonNullable<Field["resolve"]> {
  if (view?.kind !== "one" && view?.kind !== "many") return field.resolve ?? defaultFieldResolver;
  return async (row, _args, ctx) => {
    const related = await loadRelated(view, row as { id: number }, ctx as Context);
    // What was there when the row was read may be hidden now.
    if (related === null && isNonNullType(field.type)) throw notFound(nounOf(view.to().name));
    return related;
  };
}
