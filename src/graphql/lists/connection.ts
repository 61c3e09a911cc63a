import type { GraphQLScalarType } from "graphql";
import { type ClassType, Field, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "Where a page stands in its list." })
export class PageInfo {
  @Field(() => Boolean, { description: "True if there is more after this page." })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: "True if there is more before this page." })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first edge." })
  startCursor?: string | null;

  @Field(() => String, { nullable: true, description: "Cursor of the last edge." })
  endCursor?: string | null;
}

/** The connection type of a noun: `edges`, `nodes`, `pageInfo` and a `totalCount` that is counted only if asked for. */
export function connectionOf<T extends object>(
  item: ClassType<T>,
  cursor: () => GraphQLScalarType | typeof String = () => String,
) {
  @ObjectType(`${item.name}Edge`, {
    description: `${/^[AEIO]/.test(item.name) ? "An" : "A"} ${item.name} and its place in a list.`,
  })
  class Edge {
    @Field(cursor, { description: "The place in the list, to go on from." })
    cursor: string;

    @Field(() => item, { description: `The ${item.name}.` })
    node: T;
  }

  @ObjectType(`${item.name}Connection`, { description: `A page of a list of ${item.name}.` })
  class Connection {
    @Field(() => [Edge], { description: "The rows with their cursors." })
    edges: Edge[];

    @Field(() => [item], { description: "The rows alone." })
    nodes: T[];

    @Field(() => PageInfo, { description: "Where this page stands." })
    pageInfo: PageInfo;

    count: () => Promise<number>;

    @Field(() => Int, { description: "How many rows the whole list has; counted only if asked for." })
    totalCount(): Promise<number> {
      return this.count();
    }
  }

  return Connection;
}
