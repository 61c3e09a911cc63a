import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { DEFAULT_SIZE, MAX_SIZE } from "../graphql/window.js";

export interface Measure {
  /** How many nodes the operation can return at the most, by the sizes of its pages. */
  cost: number;
  depth: number;
}

interface Measured {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
  /** What each fragment came to: it is measured once, however often it is spread. */
  known: Map<string, Measure>;
}

const NOTHING: Measure = { cost: 0, depth: 0 };

/** Measures an operation without running it. A list that is no connection counts as one node: those are short. */
export function measure(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
  variables: Record<string, unknown>,
): Measure {
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  const given = { ...defaultsOf(operation), ...variables };
  const root = schema.getRootType(operation.operation) ?? undefined;
  return ofSelections({ schema, fragments: byName, variables: given, known: new Map() }, operation.selectionSet, root);
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  const whole = variableDefinitions.map(({ variable, defaultValue }) => [
    variable.name.value,
    defaultValue?.kind === "IntValue" ? defaultValue.value : undefined,
  ]);
  return Object.fromEntries(whole);
}

function ofSelections(of: Measured, { selections }: SelectionSetNode, parent: GraphQLNamedType | undefined): Measure {
  const parts = selections.map((selection): Measure => {
    if (selection.kind === "Field") return ofField(of, selection, parent);
    if (selection.kind === "FragmentSpread") return ofFragment(of, selection.name.value);
    const type = selection.typeCondition ? of.schema.getType(selection.typeCondition.name.value) : parent;
    return ofSelections(of, selection.selectionSet, type);
  });
  return {
    cost: parts.reduce((sum, part) => sum + part.cost, 0),
    depth: Math.max(0, ...parts.map((part) => part.depth)),
  };
}

function ofFragment(of: Measured, name: string): Measure {
  const known = of.known.get(name);
  if (known !== undefined) return known;
  const fragment = of.fragments.get(name);
  const found = fragment
    ? ofSelections(of, fragment.selectionSet, of.schema.getType(fragment.typeCondition.name.value))
    : NOTHING;
  of.known.set(name, found);
  return found;
}

function ofField(of: Measured, field: FieldNode, parent: GraphQLNamedType | undefined): Measure {
  if (field.selectionSet === undefined) return { cost: 0, depth: 1 };
  const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
  const definition = fields[field.name.value];
  const type = definition && getNamedType(definition.type);
  const inner = ofSelections(of, field.selectionSet, isCompositeType(type) ? type : undefined);
  return { cost: sizeOf(of, field, type) * inner.cost + ownCost(type), depth: inner.depth + 1 };
}

/** A connection holds a page of nodes; every other field one. */
function sizeOf({ variables }: Measured, field: FieldNode, type: GraphQLNamedType | undefined): number {
  if (!type?.name.endsWith("Connection")) return 1;
  const given = field.arguments?.find((each) => ["first", "last"].includes(each.name.value))?.value;
  const size =
    given?.kind === "IntValue" ? given.value : given?.kind === "Variable" ? variables[given.name.value] : null;
  // A size that is out of bounds is refused when the page is read.
  return Math.min(Math.max(0, Number(size ?? DEFAULT_SIZE)), MAX_SIZE) || 0;
}

/** What carries an id or stands for a record counts; connections, edges and page information are but its wrapping. */
function ownCost(type: GraphQLNamedType | undefined): number {
  return type === undefined || /(Connection|Edge|PageInfo)$/.test(type.name) || type.name.startsWith("__") ? 0 : 1;
}
