import type { GraphQLResolveInfo, SelectionSetNode } from "graphql";

/** True if the operation asks for this field directly under the one being resolved, also through fragments. */
export function selects(info: GraphQLResolveInfo, field: string): boolean {
  return info.fieldNodes.some((node) => includes(info, node.selectionSet, field));
}

function includes(info: GraphQLResolveInfo, set: SelectionSetNode | undefined, field: string): boolean {
  return (set?.selections ?? []).some((selection) => {
    if (selection.kind === "Field") return selection.name.value === field;
    const inner = selection.kind === "InlineFragment" ? selection : info.fragments[selection.name.value];
    return includes(info, inner?.selectionSet, field);
  });
}
