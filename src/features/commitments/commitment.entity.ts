import { Field, Int as GraphQLInt, ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { CLOCK, daysAgo, today } from "../../base/dates.js";
import { Node } from "../../graphql/node.js";
import { DateTime, PartialDate } from "../../graphql/scalars.js";
import type { Scope } from "../../graphql/scope.js";
import { type Derived, Shown, ToOne, Translated } from "../../graphql/view.js";
import { Visibility } from "../../graphql/visibility.js";
import { Int, Reference, Text } from "../../store/columns.js";
import { Initiative } from "../initiatives/initiative.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { Cited } from "../sources/document.entity.js";
import { CommitmentKind, CommitmentStatus } from "./commitment.enums.js";
import { asItIs, overdue, stale } from "./conditions.js";
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

  @Translated({ description: "What was promised, in a line." })
  readonly title: Derived;

  @Translated({ nullable: true, description: "What was promised, at length." })
  readonly description: Derived;

  @Shown({ kind: "value", boolean: true, sql: (row, statement) => overdue(CLOCK).sql(statement, asItIs(row)) })
  @Field(() => Boolean, { description: "True if it was due before today and is still open." })
  get isOverdue(): boolean {
    return !CLOSED.includes(this.status) && this.dueEnd < today();
  }

  @Shown({ kind: "value", boolean: true, sql: (row, statement) => stale(CLOCK).sql(statement, asItIs(row)) })
  @Field(() => Boolean, { description: `True if it is open and nothing has changed for ${STALE_DAYS} days.` })
  get isStale(): boolean {
    return !CLOSED.includes(this.status) && this.statusSince < daysAgo(STALE_DAYS);
  }

  @ToOne(() => Locality, "proposedById", {
    nullable: true,
    description: "The party that proposed it; null if a coordinator did.",
  })
  readonly proposedBy: Derived;

  @ToOne(() => Initiative, "initiativeId", { nullable: true, description: "The initiative it belongs to." })
  readonly initiative: Derived;

  @ToOne(() => Meeting, "meetingId", { nullable: true, description: "The meeting at which it was made." })
  readonly meeting: Derived;

  @Cited
  readonly sources: Derived;
}
