import { Field, ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { Node } from "../../graphql/node.js";
import { type Derived, ToMany, ToOne, Translated } from "../../graphql/view.js";
import { Reference, Text } from "../../store/columns.js";
import { Cited } from "../sources/document.entity.js";

@ObjectType({ implements: Node, description: "A field of cooperation. Sectors form a tree of two levels." })
@Entity()
export class Sector extends Node {
  @Field(() => String, { description: "Readable key that never changes, such as heritage." })
  @Text()
  key: string;

  @Text()
  nameVi: string;

  @Text({ nullable: true })
  nameEn: string | null;

  @Text({ nullable: true })
  descriptionVi: string | null;

  @Text({ nullable: true })
  descriptionEn: string | null;

  @Reference(() => Sector, { nullable: true })
  parentId: number | null;

  @Translated({ description: "Its name." })
  readonly name: Derived;

  @Translated({ nullable: true, description: "What it takes in." })
  readonly description: Derived;

  @ToOne(() => Sector, "parentId", {
    nullable: true,
    description: "The sector it belongs to; null on the first level.",
  })
  readonly parent: Derived;

  @ToMany(() => Sector, "parentId", { most: 10, description: "The sectors that belong to it." })
  readonly children: Derived;

  @Cited
  readonly sources: Derived;
}
