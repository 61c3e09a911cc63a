import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { type Measure, measure, type Sizes, sizeGiven } from "./cost.js";

/** What has been found of an operation, by the sizes of pages and lists that its variables stand for. */
interface Known {
  sizes: readonly string[];
  found: Map<string, Measure>;
}

const known = new WeakMap<OperationDefinitionNode, Known>();

/** More than the sizes that the screens of one page ask for. */
const MOST_KEPT = 32;

/** The measure of an operation. It is taken once for the same sizes, as it is asked for at every request. */
export function measureOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Measure {
  const given = { get: (name: string) => givenFor(operation, variables, name) };
  const before = known.get(operation);
  const kept = before?.found.get(keyOf(before.sizes, given));
  if (kept !== undefined) return kept;
  const { found, sizes } = measure(schema, document, operation, given);
  const next = before !== undefined && before.found.size < MOST_KEPT ? before : { sizes: [...sizes], found: new Map() };
  next.found.set(keyOf(next.sizes, given), found);
  known.set(operation, next);
  return found;
}

function keyOf(sizes: readonly string[], given: Sizes): string {
  return sizes.map((name) => given.get(name) ?? "").join();
}

/** A variable that is left out takes its default; null does not. */
function givenFor({ variableDefinitions }: OperationDefinitionNode, given: object, name: string): number | undefined {
  if (Object.hasOwn(given, name)) return sizeOf((given as Record<string, unknown>)[name]);
  const definition = variableDefinitions?.find(({ variable }) => variable.name.value === name);
  return definition?.defaultValue && sizeGiven(definition.defaultValue, NONE);
}

/** A default holds no variables. */
const NONE: Sizes = { get: () => undefined };

/** As `sizeGiven` has it for what is written into the document. */
function sizeOf(value: unknown): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "number") return value;
  return Array.isArray(value) ? value.length : 1;
}
