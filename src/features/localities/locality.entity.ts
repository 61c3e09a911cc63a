import { Field, ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { Node } from "../../graphql/node.js";
import { PartialDate } from "../../graphql/scalars.js";
import { type Derived, ToOne, Translated } from "../../graphql/view.js";
import { Reference, Text } from "../../store/columns.js";
import { Cited } from "../sources/document.entity.js";
import { LocalityKind } from "./locality.enums.js";

@ObjectType({
  implements: Node,
  description: "A province or city as a legal unit with a lifetime. What it promised outlives it.",
})
@Entity()
export class Locality extends Node {
  @Field(() => String, { description: "Readable key that never changes, such as quang-nam." })
  @Text()
  key: string;

  @Text()
  nameVi: string;

  @Text({ nullable: true })
  nameEn: string | null;

  @Field(() => LocalityKind, { description: "What it is today, or was when it ended; designations say since when." })
  @Text()
  kind: LocalityKind;

  @Field(() => String, { description: "Short label used in the references of commitments, such as QNA." })
  @Text()
  abbreviation: string;

  @Reference(() => Locality, { nullable: true })
  parentId: number | null;

  @Field(() => PartialDate, { nullable: true, description: "First day of its existence, where it is known." })
  @Text({ nullable: true })
  existsFrom: string | null;

  @Field(() => PartialDate, { nullable: true, description: "Last day of its existence; null while it exists." })
  @Text({ nullable: true })
  existsUntil: string | null;

  @Text()
  searchKey: string;

  @Text()
  sortKey: string;

  @Translated({ description: "Its name, without the rank." })
  readonly name: Derived;

  @ToOne(() => Locality, "parentId", { nullable: true, description: "The locality it is part of." })
  readonly parent: Derived;

  @Cited
  readonly sources: Derived;
}
