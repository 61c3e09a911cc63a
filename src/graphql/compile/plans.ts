import {
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from "graphql";
import { collectFields } from "graphql/execution/collectFields.js";
import type { Context } from "../context.js";
import type { RootPlan, Variables } from "./plan.js";
import { Planner } from "./planner.js";

/** An operation that is executed, as graphql-js tells it. */
export interface Running {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
  variableValues: Variables;
}

/** By response key; null for a field that its resolver alone can answer. */
export type Plans = ReadonlyMap<string, RootPlan | null>;

interface Known {
  /** The variables that directives ask for: the selection depends on them. */
  deciding: string[];
  plans: Map<string, Plans>;
}

const known = new WeakMap<OperationDefinitionNode, Known>();
const MOST_SELECTIONS = 64;

/** The plans of a query's fields: made once for a document, and once more where directives decide otherwise. */
export function plansOf(ctx: Context, running: Running): Plans {
  const { operation, fragments, variableValues } = running;
  let { deciding, plans } = known.get(operation) ?? { deciding: decidingIn(operation, fragments), plans: new Map() };
  const decided = JSON.stringify(deciding.map((name) => variableValues[name] ?? null));
  const found = plans.get(decided) ?? makePlans(ctx, running);
  if (plans.size >= MOST_SELECTIONS) plans = new Map();
  known.set(operation, { deciding, plans: plans.set(decided, found) });
  return found;
}

function makePlans(ctx: Context, { schema, operation, fragments, variableValues: variables }: Running): Plans {
  const type = schema.getQueryType() as GraphQLObjectType;
  const entities = new Map(ctx.db.read.connection.entityMetadatas.map((each) => [each.name, each]));
  const selection = { schema, fragments, variables, entityOf: (name: string) => entities.get(name) };
  const plans = new Map<string, RootPlan | null>();
  for (const [key, nodes] of collectFields(schema, fragments, variables, type, operation.selectionSet)) {
    const field = type.getFields()[nodes[0]?.name.value ?? ""];
    plans.set(key, field === undefined ? null : new Planner(selection).root(key, field, nodes));
  }
  return plans;
}

function decidingIn(operation: OperationDefinitionNode, fragments: Running["fragments"]): string[] {
  const names = new Set<string>();
  const Directive = {
    enter(node: { arguments?: readonly { value: { kind: Kind; name?: { value: string } } }[] }) {
      for (const { value } of node.arguments ?? []) {
        if (value.kind === Kind.VARIABLE) names.add(value.name?.value ?? "");
      }
    },
  };
  for (const node of [operation, ...Object.values(fragments)]) visit(node, { Directive } as never);
  return [...names];
}
