import { type DocumentNode, type ExecutionArgs, getOperationAST, type OperationDefinitionNode, visit } from "graphql";
import type { Context } from "../context.js";
import { scopeKey } from "../identity.js";

interface Shape {
  /** Distinguishes documents. The same text is parsed once, so that equal texts are one document. */
  number: number;
  /** The variables that what is told of an event depends on: all but those of the root field's own arguments. */
  variables: string[];
}

const shapes = new WeakMap<DocumentNode, Map<string, Shape>>();
let shapeCount = 0;

/**
 * Two subscriptions with equal keys are told the same of an event that both are told of: the same document, the same
 * scope, the same variables below the root field. Its filter and cursor only choose the events.
 */
export function groupKey({ document, operationName, variableValues, contextValue }: ExecutionArgs): string {
  const { number, variables } = shapeOf(document, operationName ?? "");
  const given = variableValues ?? {};
  // A variable that is left out takes its default; null does not.
  const values = variables.map((name) => (Object.hasOwn(given, name) ? [given[name]] : []));
  return `${number} ${scopeKey((contextValue as Context).who)} ${JSON.stringify(values)}`;
}

function shapeOf(document: DocumentNode, operationName: string): Shape {
  const known = shapes.get(document) ?? new Map<string, Shape>();
  shapes.set(document, known);
  let shape = known.get(operationName);
  if (shape === undefined) {
    const operation = getOperationAST(document, operationName || undefined);
    shape = { number: ++shapeCount, variables: operation ? innerVariables(document, operation) : [] };
    known.set(operationName, shape);
  }
  return shape;
}

function innerVariables(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const found = new Set<string>();
  const Variable = ({ name }: { name: { value: string } }) => void found.add(name.value);
  for (const selection of operation.selectionSet.selections) {
    if (selection.kind === "Field") visit({ ...selection, arguments: [] }, { Variable });
    else visit(selection, { Variable });
  }
  for (const definition of document.definitions) {
    if (definition.kind === "FragmentDefinition") visit(definition, { Variable });
  }
  return [...found].sort();
}
