import { Field, Int as GraphQLInt, ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { daysAgo, today } from "../../base/dates.js";
import { inLanguage, type Language, LanguageArg } from "../../graphql/language.js";
import { Node } from "../../graphql/node.js";
import { DateTime, PartialDate } from "../../graphql/scalars.js";
import type { Scope } from "../../graphql/scope.js";
import { Int, Reference, Text } from "../../store/columns.js";
import { Initiative } from "../initiatives/initiative.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { CommitmentKind, CommitmentStatus, Visibility } from "./commitment.enums.js";
import { CLOSED, STALE_DAYS } from "./steps.js";
import { visibleCommitments } from "./visibility.js";

@ObjectType({ implements: Node, description: "One promise: who owes what to whom, and where it stands." })
@Entity()
export class Commitment extends Node {
  static readonly scope: Scope = visibleCommitments;

  @Field(() => String, { nullable: true, description: "Key in the data file it was loaded from, if it was." })
  @Text({ nullable: true })
  key: string | null;

  @Field(() => String, { description: "What people call it by, such as HN-QNA-2019-07." })
  @Text()
  reference: string;

  @Text()
  titleVi: string;

  @Text({ nullable: true })
  titleEn: string | null;

  @Text({ nullable: true })
  descriptionVi: string | null;

  @Text({ nullable: true })
  descriptionEn: string | null;

  @Field(() => CommitmentKind, { description: "How it came up." })
  @Text()
  kind: CommitmentKind;

  @Field(() => Visibility, { description: "Who may see it." })
  @Text()
  visibility: Visibility;

  @Field(() => CommitmentStatus, { description: "Where it stands." })
  @Text()
  status: CommitmentStatus;

  @Field(() => DateTime, { description: "Since when it has had this status." })
  @Text()
  statusSince: string;

  @Field(() => GraphQLInt, { description: "Grows with every change; send it back as expectedVersion." })
  @Int()
  version: number;

  @Field(() => PartialDate, { nullable: true, description: "By when it is due; a month or year means its last day." })
  @Text({ nullable: true })
  dueOn: string | null;

  /** The last day of `dueOn`, far in the future where there is none: what lists are ordered and filtered by. */
  @Text()
  dueEnd: string;

  @Reference(() => Locality, { nullable: true })
  proposedById: number | null;

  @Reference(() => Initiative, { nullable: true })
  initiativeId: number | null;

  @Reference(() => Meeting, { nullable: true })
  meetingId: number | null;

  @Field(() => DateTime, { description: "When it was entered in the register." })
  @Text()
  createdAt: string;

  @Text()
  searchKey: string;

  @Text()
  sortKey: string;

  @Field(() => String, { description: "What was promised, in a line." })
  title(@LanguageArg() language: Language): string {
    return inLanguage(language, this.titleVi, this.titleEn);
  }

  @Field(() => String, { nullable: true, description: "What was promised, at length." })
  description(@LanguageArg() language: Language): string | null {
    return inLanguage(language, this.descriptionVi, this.descriptionEn);
  }

  @Field(() => Boolean, { description: "True if it was due before today and is still open." })
  get isOverdue(): boolean {
    return !CLOSED.includes(this.status) && this.dueEnd < today();
  }

  @Field(() => Boolean, { description: `True if it is open and nothing has changed for ${STALE_DAYS} days.` })
  get isStale(): boolean {
    return !CLOSED.includes(this.status) && this.statusSince < daysAgo(STALE_DAYS);
  }
}
