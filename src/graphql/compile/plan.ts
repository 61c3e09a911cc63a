import type { FieldNode, GraphQLField } from "graphql";
import type { EntityMetadata } from "typeorm";
import type { Statement } from "../../store/statements.js";
import type { Identity } from "../identity.js";
import type { Found, Listed, View } from "../view.js";

/** What one statement has to give for an object: a field for every response key that it covers. */
export interface ObjectPlan {
  type: string;
  entity: EntityMetadata;
  fields: FieldPlan[];
}

export type FieldPlan = { key: string } & Followed;

/** How a field follows from its row. */
export type Followed = LeafPlan | RelatedPlan | ListPlan;

/** A value of the row behind an alias. */
export interface LeafPlan {
  kind: "leaf";
  boolean?: boolean;
  sql(row: string, statement: Statement, variables: Variables, who: Identity): string;
}

/** Another row, other rows, or an object made of the same row. */
export interface RelatedPlan {
  kind: "related";
  view: Extract<View, { kind: "one" | "many" | "part" }>;
  object: ObjectPlan;
}

export interface ListPlan {
  kind: "list";
  view: Listed;
  field: GraphQLField<unknown, unknown>;
  node: FieldNode;
  page: PagePlan;
}

/** What is asked of a connection, of its edges and of its page information. */
export interface PagePlan {
  type: string;
  parts: PagePart[];
}

export interface PagePart {
  key: string;
  name: string;
  object?: ObjectPlan;
  page?: PagePlan;
}

/** A field of the root: a list, or one row. */
export type RootPlan = RootParts & (ListPlan | FoundPlan | AllPlan);

interface RootParts {
  key: string;
  /** False where a field has a rule of its own: its resolver has to be asked. */
  complete: boolean;
  /** Every list in it. */
  lists: ListPlan[];
}

export interface FoundPlan {
  kind: "found";
  by: Found["by"];
  field: GraphQLField<unknown, unknown>;
  node: FieldNode;
  object: ObjectPlan;
}

export interface AllPlan {
  kind: "all";
  object: ObjectPlan;
}

/** A row of the root whose type is known when its id is: a plan for every type. */
export interface ByIdPlan {
  kind: "by id";
  field: GraphQLField<unknown, unknown>;
  node: FieldNode;
  types: ReadonlyMap<string, RootPlan | null>;
}

export type Variables = Record<string, unknown>;
