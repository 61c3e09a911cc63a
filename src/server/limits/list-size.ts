import {
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
} from "graphql";
import { DEFAULT_SIZE } from "../../graphql/lists/window.js";

/** Of a list that says nothing: parties, sectors, sources and the like. */
const USUAL_SIZE = 4;

/**
 * How many things a field holds where nobody asks for a number; null where it is one thing, or a page that has been
 * counted already.
 */
export function listSize(
  parent: GraphQLNamedType,
  { type, extensions }: GraphQLField<unknown, unknown>,
): number | null {
  const inner = getNamedType(type);
  if (inner.name.endsWith("Connection")) return DEFAULT_SIZE;
  if (parent.name.endsWith("Connection") || !isCompositeType(inner) || !isListType(getNullableType(type))) return null;
  return mostOf(extensions) ?? USUAL_SIZE;
}

/** What the field says where it is defined (`graphql/most.ts`). */
export function mostOf(extensions: object): number | undefined {
  return (extensions as { most?: number }).most;
}
