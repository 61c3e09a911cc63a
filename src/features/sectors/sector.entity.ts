import { Field, ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { inLanguage, type Language, LanguageArg } from "../../graphql/language.js";
import { Node } from "../../graphql/node.js";
import { Reference, Text } from "../../store/columns.js";

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

  @Field(() => String, { description: "Its name." })
  name(@LanguageArg() language: Language): string {
    return inLanguage(language, this.nameVi, this.nameEn);
  }

  @Field(() => String, { nullable: true, description: "What it takes in." })
  description(@LanguageArg() language: Language): string | null {
    return inLanguage(language, this.descriptionVi, this.descriptionEn);
  }
}
