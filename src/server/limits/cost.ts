import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { DEFAULT_SIZE, MAX_SIZE } from "../../graphql/window.js";
import { rootFieldsOf, type Times, tally } from "./tally.js";

/** What an operation asks for. What a fragment asks for counts as often as it is spread. */
export interface Measure {
  /** How many nodes it can return at the most, by the sizes of its pages. */
  cost: number;
  depth: number;
  aliases: number;
  directives: number;
  /** How many directives one field or fragment has, at the most. */
  stackedDirectives: number;
  /** How often one selection asks for the same field or fragment, at the most. */
  duplicates: number;
  rootFields: number;
}

type Part = Omit<Measure, "rootFields">;

/** What is given for the variables that are sizes of pages. */
interface Sizes {
  get(variable: string): unknown;
}

interface Measured {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Sizes;
  /** The variables that are sizes of pages. */
  sizes: Set<string>;
  /** What each fragment came to: it is measured once, however often it is spread. */
  known: Map<string, Part>;
}

const NOTHING: Readonly<Part> = { cost: 0, depth: 0, aliases: 0, directives: 0, stackedDirectives: 0, duplicates: 0 };

/** Measures an operation without running it, and before it is validated. A list that is no connection counts as one node: those are short. */
export function measure(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Sizes,
): { found: Measure; sizes: ReadonlySet<string> } {
  const parts = definitions.filter((each): each is FragmentDefinitionNode => each.kind === "FragmentDefinition");
  const fragments = new Map(parts.map((fragment) => [fragment.name.value, fragment]));
  const sizes = new Set<string>();
  const root = schema.getRootType(operation.operation) ?? undefined;
  const part = ofSelections({ schema, fragments, variables, sizes, known: new Map() }, operation.selectionSet, root);
  return { found: { ...part, rootFields: rootFieldsOf(operation.selectionSet, fragments).size }, sizes };
}

/** An inline fragment belongs to the selection it stands in: `times` is that one's. */
function ofSelections(
  of: Measured,
  { selections }: SelectionSetNode,
  parent: GraphQLNamedType | undefined,
  times: Times = new Map(),
): Part {
  const sum = { ...NOTHING };
  for (const selection of selections) {
    const part = ofSelection(of, selection, parent, times);
    sum.cost = capped(sum.cost + part.cost);
    sum.depth = Math.max(sum.depth, part.depth);
    sum.aliases = capped(sum.aliases + part.aliases);
    const own = selection.directives?.length ?? 0;
    sum.directives = capped(sum.directives + part.directives + own);
    sum.stackedDirectives = Math.max(sum.stackedDirectives, part.stackedDirectives, own);
    sum.duplicates = Math.max(sum.duplicates, part.duplicates, tally(times, selection));
  }
  return sum;
}

/** Fragments of fragments can come to more than a number holds exactly. */
const capped = (count: number): number => Math.min(count, Number.MAX_SAFE_INTEGER);

function ofSelection(
  of: Measured,
  selection: SelectionNode,
  parent: GraphQLNamedType | undefined,
  times: Times,
): Readonly<Part> {
  if (selection.kind === "Field") return ofField(of, selection, parent);
  if (selection.kind === "FragmentSpread") return ofFragment(of, selection.name.value);
  const type = selection.typeCondition ? of.schema.getType(selection.typeCondition.name.value) : parent;
  return ofSelections(of, selection.selectionSet, type, times);
}

function ofFragment(of: Measured, name: string): Readonly<Part> {
  const known = of.known.get(name);
  if (known !== undefined) return known;
  of.known.set(name, NOTHING); // one that spreads itself is not valid, which is found later
  const fragment = of.fragments.get(name);
  if (fragment === undefined) return NOTHING;
  const found = ofSelections(of, fragment.selectionSet, of.schema.getType(fragment.typeCondition.name.value));
  of.known.set(name, found);
  return found;
}

function ofField(of: Measured, field: FieldNode, parent: GraphQLNamedType | undefined): Part {
  const aliases = field.alias === undefined ? 0 : 1;
  if (field.selectionSet === undefined) return { ...NOTHING, depth: 1, aliases };
  const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
  const definition = fields[field.name.value];
  const type = definition && getNamedType(definition.type);
  const inner = ofSelections(of, field.selectionSet, isCompositeType(type) ? type : undefined);
  return {
    ...inner,
    cost: capped(sizeOf(of, field, type) * inner.cost + ownCost(type)),
    depth: inner.depth + 1,
    aliases: inner.aliases + aliases,
  };
}

/** A connection holds a page of nodes; every other field one. */
function sizeOf({ variables, sizes }: Measured, field: FieldNode, type: GraphQLNamedType | undefined): number {
  if (!type?.name.endsWith("Connection")) return 1;
  const given: unknown[] = [];
  for (const { name, value } of field.arguments ?? []) {
    if (name.value !== "first" && name.value !== "last") continue;
    if (value.kind === "IntValue") given.push(value.value);
    if (value.kind !== "Variable") continue;
    sizes.add(value.name.value);
    given.push(variables.get(value.name.value));
  }
  const found = given.filter((each) => each !== undefined && each !== null);
  return Math.max(...(found.length > 0 ? found : [DEFAULT_SIZE]).map(pageSize));
}

/** A size that is out of bounds is refused when the page is read, and one that is no number before that. */
function pageSize(given: unknown): number {
  return Math.min(Math.max(0, Number(given)), MAX_SIZE) || 0;
}

/** What carries an id or stands for a record counts; connections, edges and page information are but its wrapping. */
function ownCost(type: GraphQLNamedType | undefined): number {
  return type === undefined || /(Connection|Edge|PageInfo)$/.test(type.name) || type.name.startsWith("__") ? 0 : 1;
}
