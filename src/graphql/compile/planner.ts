import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
} from "graphql";
import { collectSubfields } from "graphql/execution/collectFields.js";
import type { EntityMetadata } from "typeorm";
import { readId } from "../node.js";
import { type Value, type View, viewOf } from "../view.js";
import type {
  AllPlan,
  FieldPlan,
  Followed,
  FoundPlan,
  LeafPlan,
  ListPlan,
  ObjectPlan,
  PagePart,
  PagePlan,
  RootPlan,
  Variables,
} from "./plan.js";
import { encoded } from "./tokens.js";

export interface Selection {
  schema: GraphQLSchema;
  fragments: Record<string, FragmentDefinitionNode>;
  /** Directives may depend on them. */
  variables: Variables;
  /** The entity of a GraphQL type. */
  entityOf(type: string): EntityMetadata | undefined;
}

type Field = GraphQLField<unknown, unknown>;
type Nodes = readonly FieldNode[];

/** Names of columns end here on PostgreSQL; a statement has a bound, too. */
const LONGEST_KEY = 63;
const MOST_FIELDS = 600;
const MOST_RELATIONS = 60;

/** Makes plans of selections. What it cannot cover it leaves out, and says that it did. */
export class Planner {
  private complete = true;
  private lists: ListPlan[] = [];
  private fields = 0;
  private relations = 0;

  constructor(private readonly selection: Selection) {}

  /** Null for a field of the root that is no statement, or would be too large a one. */
  root(key: string, field: Field, nodes: Nodes): RootPlan | null {
    const view = viewOf(field);
    const type = getNamedType(field.type) as GraphQLObjectType;
    const plan = view?.kind === "list" ? this.list(field, view, nodes) : this.rows(field, view, type, nodes);
    return plan && this.bounded({ key, complete: this.complete, lists: this.lists, ...plan });
  }

  /** The same for a row of this type by its id. */
  byId(key: string, field: Field, type: GraphQLObjectType, nodes: Nodes): RootPlan | null {
    const object = this.object(type, nodes);
    const by = ({ id }: { id: string }) => ({ property: "id", value: readId(id, type.name) });
    const node = nodes[0] as FieldNode;
    const { complete, lists } = this;
    return object && this.bounded({ key, complete, lists, kind: "found", by, field, node, object });
  }

  private bounded(plan: RootPlan): RootPlan | null {
    return this.fields > MOST_FIELDS || this.relations > MOST_RELATIONS ? null : plan;
  }

  private rows(
    field: Field,
    view: View | undefined,
    type: GraphQLObjectType,
    nodes: Nodes,
  ): FoundPlan | AllPlan | null {
    if (view?.kind !== "found" && view?.kind !== "all") return null;
    const object = this.object(type, nodes);
    if (object === null) return null;
    if (view.kind === "all") return { kind: "all", object };
    return { kind: "found", by: view.by, field, node: nodes[0] as FieldNode, object };
  }

  private object(type: GraphQLObjectType, nodes: Nodes): ObjectPlan | null {
    const entity = this.selection.entityOf(type.name);
    if (entity === undefined) return null;
    const fields: FieldPlan[] = [];
    for (const [key, inner] of this.collect(type, nodes)) {
      const plan = key.length > LONGEST_KEY ? null : this.field(type, entity, inner);
      if (plan === null) this.complete = false;
      else fields.push({ key, ...plan });
    }
    return { type: type.name, entity, fields };
  }

  private field(type: GraphQLObjectType, entity: EntityMetadata, nodes: Nodes): Followed | null {
    this.fields++;
    const node = nodes[0] as FieldNode;
    const name = node.name.value;
    if (name === "__typename") return { kind: "leaf", sql: () => `'${type.name}'` };
    const field = type.getFields()[name] as Field;
    const view = viewOf(field);
    const inner = getNamedType(field.type);
    if (view === undefined || view.kind === "column") return column(type, entity, field, view?.property ?? name);
    if (view.kind === "value") return value(view, field, node);
    if (!isObjectType(inner) || view.kind === "found" || view.kind === "all" || view.kind === "by id") return null;
    this.relations++;
    if (view.kind === "list") return this.list(field, view, nodes);
    const object = view.kind === "part" ? this.part(inner, entity, view.of, nodes) : this.object(inner, nodes);
    return object && { kind: "related", view, object };
  }

  /** An object whose fields are columns of the row itself. */
  private part(type: GraphQLObjectType, entity: EntityMetadata, of: Record<string, string>, nodes: Nodes): ObjectPlan {
    const fields: FieldPlan[] = [];
    for (const [key, [node]] of this.collect(type, nodes)) {
      const name = (node as FieldNode).name.value;
      const plan =
        name === "__typename"
          ? { kind: "leaf" as const, sql: () => `'${type.name}'` }
          : column(type, entity, type.getFields()[name] as Field, of[name] ?? "");
      if (plan === null) this.complete = false;
      else fields.push({ key, ...plan });
    }
    return { type: type.name, entity, fields };
  }

  private list(field: Field, view: ListPlan["view"], nodes: Nodes): ListPlan | null {
    const page = this.page(getNamedType(field.type) as GraphQLObjectType, nodes);
    if (page === null) return null;
    const list: ListPlan = { kind: "list", view, field, node: nodes[0] as FieldNode, page };
    this.lists.push(list);
    return list;
  }

  /** A connection, an edge or page information: their fields are known by name. */
  private page(type: GraphQLObjectType, nodes: Nodes): PagePlan | null {
    const parts: PagePart[] = [];
    for (const [key, inner] of this.collect(type, nodes)) {
      this.fields++;
      const name = inner[0]?.name.value as string;
      if (key.length > LONGEST_KEY) return null;
      const below = name === "__typename" ? undefined : getNamedType((type.getFields()[name] as Field).type);
      if (below === undefined || isLeafType(below)) parts.push({ key, name });
      else if (name === "nodes" || name === "node") {
        const object = this.object(below as GraphQLObjectType, inner);
        if (object === null) return null;
        parts.push({ key, name, object });
      } else {
        const page = this.page(below as GraphQLObjectType, inner);
        if (page === null) return null;
        parts.push({ key, name, page });
      }
    }
    return { type: type.name, parts };
  }

  private collect(type: GraphQLObjectType, nodes: Nodes): Map<string, Nodes> {
    const { schema, fragments, variables } = this.selection;
    return collectSubfields(schema, fragments, variables, type, nodes);
  }
}

function column(type: GraphQLObjectType, entity: EntityMetadata, field: Field, property: string): LeafPlan | null {
  if (isListType(getNullableType(field.type)) || !isLeafType(getNamedType(field.type))) return null;
  const isNode = type.getInterfaces().some((each) => each.name === "Node");
  if (field.name === "id" && isNode) {
    return { kind: "leaf", sql: (row) => encoded(`'${type.name}:' || ${row}.id`) };
  }
  const stored = entity.columns.find((each) => each.propertyName === property);
  if (stored === undefined || stored.transformer !== undefined) return null;
  return { kind: "leaf", sql: (row) => `${row}.${stored.databaseName}` };
}

function value({ sql, boolean }: Value, field: Field, node: FieldNode): LeafPlan {
  const asked = node.arguments?.some((each) => each.value.kind === Kind.VARIABLE) ?? false;
  const always = asked ? undefined : getArgumentValues(field, node);
  return {
    kind: "leaf",
    boolean,
    sql: (row, statement, variables, who) =>
      sql(row, statement, always ?? getArgumentValues(field, node, variables), who),
  };
}
