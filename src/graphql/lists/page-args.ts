import { ArgsType, Field, InputType, Int, registerEnumType } from "type-graphql";

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: "How many from the start: 1 to 100; 50 if left out." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Only what comes after this cursor." })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: "How many from the end: 1 to 100. Not together with first." })
  last?: number | null;

  @Field(() => String, { nullable: true, description: "Only what comes before this cursor." })
  before?: string | null;
}

export enum Direction {
  ASC = "ASC",
  DESC = "DESC",
}

registerEnumType(Direction, {
  name: "Direction",
  description: "Which way a list is ordered.",
  valuesConfig: {
    ASC: { description: "Smallest, earliest or first in the alphabet first." },
    DESC: { description: "The other way round." },
  },
});

/** What every order of a list says: by which of its fields, and which way. */
export function orderOf<Fields extends object>(fields: Fields) {
  @InputType()
  abstract class Order {
    @Field(() => fields, { description: "By what." })
    field: Fields[keyof Fields];

    @Field(() => Direction, { nullable: true, defaultValue: Direction.ASC, description: "Which way." })
    direction?: Direction | null;
  }
  return Order;
}
