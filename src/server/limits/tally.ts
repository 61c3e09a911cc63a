import { type FieldNode, type FragmentDefinitionNode, print, type SelectionNode, type SelectionSetNode } from "graphql";

/** How often one selection asks for each field with the same arguments, whatever it is called, and for each fragment. */
export type Times = Map<string, number>;

/** Counts a selection in; returns how often it has come by now. */
export function tally(times: Times, selection: SelectionNode): number {
  if (selection.kind === "InlineFragment") return 0;
  const name = selection.kind === "Field" ? asked(selection) : `...${selection.name.value}`;
  const count = (times.get(name) ?? 0) + 1;
  times.set(name, count);
  return count;
}

/** A field with its arguments in one order; variables by their names. */
function asked({ name, arguments: given = [] }: FieldNode): string {
  if (given.length === 0) return name.value;
  return `${name.value}(${given.map(print).sort().join()})`;
}

/** The keys of the answer, through all fragments: what several of them ask for is one root field. */
export function rootFieldsOf(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  found = new Set<string>(),
  seen = new Set<string>(),
): Set<string> {
  for (const selection of selections) {
    if (selection.kind === "Field") found.add((selection.alias ?? selection.name).value);
    else if (selection.kind === "InlineFragment") rootFieldsOf(selection.selectionSet, fragments, found, seen);
    else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      const fragment = fragments.get(selection.name.value);
      if (fragment) rootFieldsOf(fragment.selectionSet, fragments, found, seen);
    }
  }
  return found;
}
