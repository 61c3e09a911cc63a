import { Field, ObjectType } from "type-graphql";
import { Entity, PrimaryGeneratedColumn } from "typeorm";
import type { Entity as Noun } from "../../graphql/loader.js";
import { Node } from "../../graphql/node.js";
import type { Scope } from "../../graphql/scope.js";
import { type Derived, ToMany, ToOne, Translated } from "../../graphql/view.js";
import { Visibility } from "../../graphql/visibility.js";
import { Int, Reference, Text } from "../../store/columns.js";
import { citableDocuments, cites, visibleDocuments } from "./visibility.js";

@ObjectType({ implements: Node, description: "A source that vouches for records: a report, minutes, a decision." })
@Entity()
export class Document extends Node {
  static readonly scope: Scope = visibleDocuments;
  static readonly nameable: Scope = citableDocuments;

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

  @Field(() => Visibility, { description: "Who may see it." })
  @Text()
  visibility: Visibility;

  @Text({ nullable: true })
  noteVi: string | null;

  @Text({ nullable: true })
  noteEn: string | null;

  @Translated({ description: "What it is." })
  readonly title: Derived;

  @Translated({ nullable: true, description: "What must be known when reading it." })
  readonly note: Derived;
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

  @ToOne(() => Document, "documentId", { description: "The document cited." })
  readonly document: Derived;
}

/** The field `sources` of a record: its citations. */
export const Cited: PropertyDecorator = (target, property) => {
  cites(target.constructor as Noun<object>);
  const having = { subject: target.constructor.name };
  ToMany(() => Citation, "subjectId", { having, description: "What vouches for this record." })(target, property);
};
