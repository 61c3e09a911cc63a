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
  type ValueNode,
} from "graphql";
import { MAX_SIZE } from "../../graphql/lists/window.js";
import { listSize, mostOf } from "./list-size.js";
import { rootFieldsOf, type Times, tally } from "./tally.js";

/** What an operation asks for. What a fragment asks for counts as often as it is spread. */
export interface Measure {
  /** How many nodes its pages and lists could hold: of a page by what is asked, of any other list by what it says of itself. */
  cost: number;
  depth: number;
  aliases: number;
  directives: number;
  /** How many directives one field or fragment has, at the most. */
  stackedDirectives: number;
  /** How often one selection asks for the same field with the same arguments, or the same fragment, at the most. */
  duplicates: number;
  rootFields: number;
}

type Part = Omit<Measure, "rootFields">;

/** What is given for the variables that say how many: a number, or the length of a list; undefined for null and nothing. */
export interface Sizes {
  get(variable: string): number | undefined;
}

interface Measured {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Sizes;
  /** The variables that say how many. */
  sizes: Set<string>;
  /** What each fragment came to: it is measured once, however often it is spread. */
  known: Map<string, Part>;
}

const NOTHING: Readonly<Part> = { cost: 0, depth: 0, aliases: 0, directives: 0, stackedDirectives: 0, duplicates: 0 };

/** Measures an operation without running it, and before it is validated. */
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
  const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
  const definition = fields[field.name.value];
  if (field.selectionSet === undefined)
    return { ...NOTHING, cost: mostOf(definition?.extensions ?? {}) ?? 0, depth: 1, aliases };
  const type = definition && getNamedType(definition.type);
  const inner = ofSelections(of, field.selectionSet, isCompositeType(type) ? type : undefined);
  const size = definition && parent ? sizeOf(of, field, listSize(parent, definition)) : 1;
  return {
    ...inner,
    cost: capped(size * (inner.cost + ownCost(type))),
    depth: inner.depth + 1,
    aliases: inner.aliases + aliases,
  };
}

/** Arguments that say how many there are to be. */
const SIZES = ["first", "last", "ids"];

/** How many things a field is to hold; `usual` where nobody says. */
function sizeOf({ variables, sizes }: Measured, field: FieldNode, usual: number | null): number {
  if (usual === null) return 1;
  const given = (field.arguments ?? []).filter(({ name }) => SIZES.includes(name.value));
  for (const { value } of given) if (value.kind === "Variable") sizes.add(value.name.value);
  const found = given.map(({ value }) => sizeGiven(value, variables)).filter((each) => each !== undefined);
  return found.length > 0 ? Math.max(...found.map(pageSize)) : usual;
}

/** How many a value stands for; undefined for null. One thing in place of a list is a list of one. */
export function sizeGiven(value: ValueNode, variables: Sizes): number | undefined {
  if (value.kind === "Variable") return variables.get(value.name.value);
  if (value.kind === "NullValue") return undefined;
  if (value.kind === "IntValue") return Number(value.value);
  return value.kind === "ListValue" ? value.values.length : 1;
}

/** A size that is out of bounds is refused when the page is read, and one that is no number before that. */
function pageSize(given: number): number {
  return Math.min(Math.max(0, given), MAX_SIZE) || 0;
}

/** What carries an id or stands for a record counts; connections, edges and page information are but its wrapping. */
function ownCost(type: GraphQLNamedType | undefined): number {
  return type === undefined || /(Connection|Edge|PageInfo)$/.test(type.name) || type.name.startsWith("__") ? 0 : 1;
}
