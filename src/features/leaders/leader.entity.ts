import { Field, ObjectType, registerEnumType } from "type-graphql";
import { Entity } from "typeorm";
import { Node } from "../../graphql/node.js";
import { PartialDate } from "../../graphql/scalars.js";
import { addFields, type Derived, Shown, ToMany, ToOne, Translated } from "../../graphql/view.js";
import { Reference, Text } from "../../store/columns.js";
import { Locality } from "../localities/locality.entity.js";
import { Cited } from "../sources/document.entity.js";

export enum PostBody {
  PARTY_COMMITTEE = "PARTY_COMMITTEE",
  PEOPLES_COMMITTEE = "PEOPLES_COMMITTEE",
  PEOPLES_COUNCIL = "PEOPLES_COUNCIL",
  FATHERLAND_FRONT = "FATHERLAND_FRONT",
}

registerEnumType(PostBody, {
  name: "PostBody",
  description: "The body a post belongs to.",
  valuesConfig: {
    PARTY_COMMITTEE: { description: "The Party committee (Thành ủy, Tỉnh ủy)." },
    PEOPLES_COMMITTEE: { description: "The People's Committee (UBND)." },
    PEOPLES_COUNCIL: { description: "The People's Council (HĐND)." },
    FATHERLAND_FRONT: { description: "The Fatherland Front committee (Ủy ban MTTQ Việt Nam)." },
  },
});

@ObjectType({ implements: Node, description: "A person who has held office in a locality." })
@Entity()
export class Leader extends Node {
  @Field(() => String, { description: "Readable key that never changes." })
  @Text()
  key: string;

  @Field(() => String, { description: "The person's name." })
  @Text()
  name: string;

  @Text()
  searchKey: string;

  @Text()
  sortKey: string;

  @ToMany(() => Post, "leaderId", { description: "The offices the leader has held." })
  readonly posts: Derived;

  @Cited
  readonly sources: Derived;
}

@ObjectType({ implements: Node, description: "An office that a leader held. A leader may hold several at once." })
@Entity()
export class Post extends Node {
  @Reference(() => Leader)
  leaderId: number;

  @Reference(() => Locality)
  localityId: number;

  @Text()
  titleVi: string;

  @Text({ nullable: true })
  titleEn: string | null;

  @Field(() => PostBody, { description: "The body it belongs to." })
  @Text()
  body: PostBody;

  @Shown({ kind: "column", property: "heldFrom" })
  @Field(() => PartialDate, { name: "from", nullable: true, description: "When it began, where that is known." })
  @Text({ nullable: true })
  heldFrom: string | null;

  @Shown({ kind: "column", property: "heldUntil" })
  @Field(() => PartialDate, { name: "until", nullable: true, description: "When it ended, where that is known." })
  @Text({ nullable: true })
  heldUntil: string | null;

  @Field(() => PartialDate, {
    nullable: true,
    description: "When a report saw it held, where nothing better vouches for it.",
  })
  @Text({ nullable: true })
  observedOn: string | null;

  @Translated({ description: "What the office is called." })
  readonly title: Derived;

  @ToOne(() => Leader, "leaderId", { description: "Who held it." })
  readonly leader: Derived;

  @ToOne(() => Locality, "localityId", { description: "Where it was held." })
  readonly locality: Derived;

  @Cited
  readonly sources: Derived;
}

addFields(Locality, {
  posts: ToMany(() => Post, "localityId", { most: 20, description: "The offices held in it." }),
});
