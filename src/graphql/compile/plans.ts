import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  Kind,
  type OperationDefinitionNode,
  visit,
} from "graphql";
import { collectFields } from "graphql/execution/collectFields.js";
import type { Context } from "../context.js";
import { tryReadId } from "../node.js";
import { viewOf } from "../view.js";
import type { ByIdPlan, RootPlan, Variables } from "./plan.js";
import { Planner, type Selection } from "./planner.js";

/** An operation that is executed, as graphql-js tells it. */
export interface Running {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
  variableValues: Variables;
}

/** By response key; null for a field that its resolver alone can answer. */
export type Plans = ReadonlyMap<string, RootPlan | ByIdPlan | null>;

type Field = GraphQLField<unknown, unknown>;

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
  const plans = new Map<string, RootPlan | ByIdPlan | null>();
  for (const [key, nodes] of collectFields(schema, fragments, variables, type, operation.selectionSet)) {
    const field = type.getFields()[nodes[0]?.name.value ?? ""];
    const view = field && viewOf(field);
    if (field === undefined || view === undefined) plans.set(key, null);
    else if (view.kind === "by id") plans.set(key, planById(selection, key, field, nodes));
    else plans.set(key, new Planner(selection).root(key, field, nodes));
  }
  return plans;
}

function planById(selection: Selection, key: string, field: Field, nodes: readonly FieldNode[]): ByIdPlan {
  const noun = getNamedType(field.type) as GraphQLInterfaceType;
  const types = selection.schema
    .getPossibleTypes(noun)
    .map((type) => [type.name, new Planner(selection).byId(key, field, type, nodes)] as const);
  return { kind: "by id", field, node: nodes[0] as FieldNode, types: new Map(types) };
}

/** The plan that these variables mean; null where there is none. */
export function meant(plan: RootPlan | ByIdPlan | null | undefined, variables: Variables): RootPlan | null {
  if (plan?.kind !== "by id") return plan ?? null;
  const { id } = getArgumentValues(plan.field, plan.node, variables) as { id: string };
  return plan.types.get(tryReadId(id)?.type ?? "") ?? null;
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
