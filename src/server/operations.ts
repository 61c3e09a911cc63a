import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from "graphql";
import { badInput } from "../base/errors.js";

/** Bounds on an operation, the same over both doors. */
export const MAX_TOKENS = 5_000;

/** The document, parsed and valid, or why it is not. */
export function readDocument(
  schema: GraphQLSchema,
  text: unknown,
): { document: DocumentNode } | { errors: readonly GraphQLError[] } {
  if (typeof text !== "string") return { errors: [badInput("query: must be a text.")] };
  try {
    const document = parse(text, { maxTokens: MAX_TOKENS });
    const errors = validate(schema, document);
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}
