import { Field, ObjectType, registerEnumType } from "type-graphql";
import { Entity } from "typeorm";
import { inLanguage, type Language, LanguageArg } from "../../graphql/language.js";
import { Node } from "../../graphql/node.js";
import { PartialDate } from "../../graphql/scalars.js";
import { Reference, Text } from "../../store/columns.js";
import { Locality } from "../localities/locality.entity.js";

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

  @Field(() => PartialDate, { name: "from", nullable: true, description: "When it began, where that is known." })
  @Text({ nullable: true })
  heldFrom: string | null;

  @Field(() => PartialDate, { name: "until", nullable: true, description: "When it ended, where that is known." })
  @Text({ nullable: true })
  heldUntil: string | null;

  @Field(() => PartialDate, {
    nullable: true,
    description: "When a report saw it held, where nothing better vouches for it.",
  })
  @Text({ nullable: true })
  observedOn: string | null;

  @Field(() => String, { description: "What the office is called." })
  title(@LanguageArg() language: Language): string {
    return inLanguage(language, this.titleVi, this.titleEn);
  }
}
