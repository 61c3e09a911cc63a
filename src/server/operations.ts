import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { badInput, ErrorCode, Refusal } from "../base/errors.js";
import { measure } from "./cost.js";

/** Bounds on an operation, the same over both doors. */
export const MAX_TOKENS = 5_000;
const MAX_COST = 10_000;
const MAX_DEPTH = 20;
const MAX_VARIABLES_DEPTH = 20;

interface Request {
  query: unknown;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

type Read = { document: DocumentNode } | { errors: readonly GraphQLError[] };

/** Parsed, a document takes some fifty times the memory of its text. */
const MOST_KEPT_CHARACTERS = 256 * 1024;
const LONGEST_KEPT = 4 * 1024;

/** Documents by their text, parsed and validated once: thousands of screens send the same few. */
export class Documents {
  private readonly known = new Map<string, DocumentNode>();
  private kept = 0;

  constructor(private readonly schema: GraphQLSchema) {}

  /** The document: parsed, valid and within bounds. Throws, or returns all that is not valid in it. */
  read({ query, operationName, variables }: Request): Read {
    if (typeof query !== "string") throw badInput("query: must be a text.");
    const known = this.known.get(query);
    const document = known ?? parse(query, { maxTokens: MAX_TOKENS });
    const errors = known ? [] : validate(this.schema, document);
    if (errors.length > 0) return { errors };
    const operation = getOperationAST(document, operationName);
    if (operation) checkBounds(this.schema, document, operation, variables ?? {});
    this.keep(query, document);
    return { document };
  }

  /** Those that have not been asked for longest make room. */
  private keep(query: string, document: DocumentNode): void {
    if (query.length > LONGEST_KEPT) return;
    if (this.known.delete(query)) this.kept -= query.length;
    this.known.set(query, document);
    this.kept += query.length;
    for (const oldest of this.known.keys()) {
      if (this.kept <= MOST_KEPT_CHARACTERS) return;
      this.known.delete(oldest);
      this.kept -= oldest.length;
    }
  }
}

/** Throws TOO_COMPLEX on an operation that asks for too much, before anything of it is run. */
export function checkBounds(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): void {
  const { operation: kind, selectionSet } = operation;
  if (kind === "subscription" && selectionSet.selections.some((each) => each.directives?.length))
    throw badInput("The field of a subscription takes no directives.");
  if (isDeeper(variables, MAX_VARIABLES_DEPTH)) throw badInput(`variables: nested deeper than ${MAX_VARIABLES_DEPTH}.`);
  const fragments = definitions.filter((each): each is FragmentDefinitionNode => each.kind === "FragmentDefinition");
  const { cost, depth } = measure(schema, operation, fragments, variables);
  if (depth > MAX_DEPTH) throw tooComplex(`Fields ${depth} levels deep`, { depth, limit: MAX_DEPTH });
  if (cost > MAX_COST) throw tooComplex(`Pages that could hold ${cost} nodes`, { cost, limit: MAX_COST });
}

function tooComplex(what: string, details: { limit: number; cost?: number; depth?: number }): Refusal {
  return new Refusal(ErrorCode.TOO_COMPLEX, `${what} are asked for; at most ${details.limit}.`, details);
}

/** True if lists and objects are nested deeper than that; itself it is not nested at all. */
function isDeeper(value: unknown, depth: number): boolean {
  let level: unknown[] = [value];
  for (let reached = 0; level.length > 0; reached++) {
    if (reached > depth) return true;
    level = level.flatMap((each) => (each !== null && typeof each === "object" ? Object.values(each) : []));
  }
  return false;
}
