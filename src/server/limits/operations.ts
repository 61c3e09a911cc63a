import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import { badInput, ErrorCode, Refusal } from "../../base/errors.js";
import type { Measure } from "./cost.js";
import { checkLimits, MAX_ERRORS, MAX_NESTING, MAX_TOKENS, tooComplex } from "./limits.js";
import { measureOf } from "./measures.js";
import { scan } from "./scan.js";
import { checkLiterals, checkVariables } from "./values.js";

interface Request {
  query?: unknown;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

type Read = Found | { errors: readonly GraphQLError[] };

/** A document that may be run. */
export interface Found {
  document: DocumentNode;
  /** For telling it: not of a subscription, whose events are written once for many screens. */
  measured: Measure | undefined;
  /** How many mutations it asks for. */
  mutations: number;
}

/** Parsed, a document takes some fifty times the memory of its text. */
const MOST_KEPT_CHARACTERS = 512 * 1024;
const LONGEST_KEPT = 16 * 1024;

/** Documents by their text, parsed and validated once for both doors: thousands of screens send the same few. */
export class Documents {
  private readonly known = new Map<string, DocumentNode>();
  private kept = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly introspection: boolean,
  ) {}

  /** The document: parsed, within bounds and valid. Throws, or returns all that is not valid in it. */
  read({ query, operationName, variables }: Request): Read {
    if (typeof query !== "string") throw badInput("query: must be a text.");
    const known = this.known.get(query);
    const document = known ?? parsed(query);
    if (known === undefined) checkLiterals(document);
    const operation = getOperationAST(document, operationName);
    // Before it is validated: to validate what asks for too much can take longer than to answer what does not.
    const measured = operation ? checkBounds(this.schema, document, operation, variables ?? {}) : undefined;
    const errors = known ? [] : valid(this.schema, document, this.introspection);
    if (errors.length > 0) return { errors };
    this.keep(query, document);
    const mutations = operation?.operation === "mutation" ? (measured?.rootFields ?? 0) : 0;
    return { document, measured: operation?.operation === "subscription" ? undefined : measured, mutations };
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

function parsed(query: string): DocumentNode {
  const { tokens, nesting } = scan(query);
  if (tokens > MAX_TOKENS) throw tooComplex(`The document has ${tokens} tokens`, { tokens, limit: MAX_TOKENS });
  // The parser and what reads values call themselves at every bracket: thousands of them would fill the stack.
  if (nesting > MAX_NESTING)
    throw tooComplex(`The document has brackets ${nesting} levels deep`, { nesting, limit: MAX_NESTING });
  return parse(query);
}

/** For Apollo, too. */
export const extraRules = (introspection: boolean) => (introspection ? [] : [NoSchemaIntrospectionCustomRule]);

function valid(schema: GraphQLSchema, document: DocumentNode, introspection: boolean): readonly GraphQLError[] {
  const rules = [...specifiedRules, ...extraRules(introspection)];
  const errors = validate(schema, document, rules, { maxErrors: MAX_ERRORS });
  if (errors.at(-1)?.message === "Validation aborted.") throw tooEntangled();
  return errors;
}

/** graphql-js compares all that may be one field with each other, and gives up after some 100,000 pairs. */
const tooEntangled = (): Refusal =>
  new Refusal(ErrorCode.TOO_COMPLEX, "The same fields are asked for in too many fragments to compare them all.");

/** Throws TOO_COMPLEX on an operation that asks for too much, before anything of it is run. */
function checkBounds(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Measure {
  const { operation: kind, selectionSet } = operation;
  if (kind === "subscription" && selectionSet.selections.some((each) => each.directives?.length))
    throw badInput("The field of a subscription takes no directives.");
  checkVariables(variables);
  const measured = measureOf(schema, document, operation, variables);
  checkLimits(measured);
  return measured;
}
