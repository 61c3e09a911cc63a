import { Field, ObjectType } from "type-graphql";
import { Entity, PrimaryGeneratedColumn } from "typeorm";
import { inLanguage, type Language, LanguageArg } from "../../graphql/language.js";
import { Node } from "../../graphql/node.js";
import { Int, Reference, Text } from "../../store/columns.js";

@ObjectType({ implements: Node, description: "A source that vouches for records: a report, minutes, a decision." })
@Entity()
export class Document extends Node {
  @Field(() => String, { description: "Readable key that never changes." })
  @Text()
  key: string;

  @Text()
  titleVi: string;

  @Text({ nullable: true })
  titleEn: string | null;

  @Field(() => String, { nullable: true, description: "Where it can be read." })
  @Text({ nullable: true })
  url: string | null;

  @Text({ nullable: true })
  noteVi: string | null;

  @Text({ nullable: true })
  noteEn: string | null;

  @Field(() => String, { description: "What it is." })
  title(@LanguageArg() language: Language): string {
    return inLanguage(language, this.titleVi, this.titleEn);
  }

  @Field(() => String, { nullable: true, description: "What must be known when reading it." })
  note(@LanguageArg() language: Language): string | null {
    return inLanguage(language, this.noteVi, this.noteEn);
  }
}

@ObjectType({ description: "Where a record comes from: a document and the place in it." })
@Entity()
export class Citation {
  @PrimaryGeneratedColumn()
  id: number;

  /** The GraphQL type of the record that cites. */
  @Text()
  subject: string;

  @Int()
  subjectId: number;

  @Reference(() => Document)
  documentId: number;

  @Field(() => String, { nullable: true, description: "The place in the document, such as L15 for its line 15." })
  @Text({ nullable: true })
  locator: string | null;

  @Field(() => String, { nullable: true, description: "A remark on this citation." })
  @Text({ nullable: true })
  note: string | null;
}
