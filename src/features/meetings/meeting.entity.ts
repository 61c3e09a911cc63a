import { Field, Int as GraphQLInt, ObjectType } from "type-graphql";
import { Entity, PrimaryGeneratedColumn } from "typeorm";
import { Node } from "../../graphql/node.js";
import { DateTime, PartialDate } from "../../graphql/scalars.js";
import { type Derived, ToMany, ToOne, Translated } from "../../graphql/view.js";
import { Int, Reference, Text } from "../../store/columns.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { Cited } from "../sources/document.entity.js";
import { AttendanceRole, MeetingKind, MeetingState } from "./meeting.enums.js";

@ObjectType({ implements: Node, description: "An occasion on which leaders meet and promises are made or reviewed." })
@Entity()
export class Meeting extends Node {
  @Field(() => String, { description: "Readable key that never changes." })
  @Text()
  key: string;

  @Text()
  titleVi: string;

  @Text({ nullable: true })
  titleEn: string | null;

  @Text({ nullable: true })
  summaryVi: string | null;

  @Text({ nullable: true })
  summaryEn: string | null;

  @Text({ nullable: true })
  noteVi: string | null;

  @Text({ nullable: true })
  noteEn: string | null;

  @Field(() => MeetingKind, { description: "What kind of meeting it is." })
  @Text()
  kind: MeetingKind;

  @Field(() => MeetingState, { description: "Where it stands." })
  @Text()
  state: MeetingState;

  @Field(() => PartialDate, {
    nullable: true,
    description: "When it was or will be held, as precisely as it is known.",
  })
  @Text({ nullable: true })
  heldOn: string | null;

  @Field(() => GraphQLInt, {
    description:
      "Grows with every change to it or to its agenda that everybody may see; send it back as expectedVersion.",
  })
  @Int({ default: 1 })
  version: number;

  /** Grows with the others: those who may see what has changed are told, and nobody else notices. */
  @Int({ default: 0 })
  unseenVersion: number;

  @Field(() => DateTime, { nullable: true, description: "When it was opened, if that was done in this register." })
  @Text({ nullable: true })
  openedAt: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it was closed, if that was done in this register." })
  @Text({ nullable: true })
  closedAt: string | null;

  /** The agenda, to which it belongs, is downstream of here. */
  @Int({ nullable: true })
  currentItemId: number | null;

  @Reference(() => Locality, { nullable: true })
  hostId: number | null;

  @Text()
  searchKey: string;

  @Text()
  sortKey: string;

  @Translated({ description: "What it is called." })
  readonly title: Derived;

  @Translated({ nullable: true, description: "What came of it." })
  readonly summary: Derived;

  @Translated({ nullable: true, description: "What must be known about this record." })
  readonly note: Derived;

  @ToOne(() => Locality, "hostId", { nullable: true, description: "The locality that hosts it." })
  readonly host: Derived;

  @ToMany(() => Attendance, "meetingId", { most: 20, description: "Who attends." })
  readonly attendances: Derived;

  @Cited
  readonly sources: Derived;
}

/** A locality that meets without a leader being named. */
@Entity()
export class MeetingLocality {
  @PrimaryGeneratedColumn()
  id: number;

  @Reference(() => Meeting)
  meetingId: number;

  @Reference(() => Locality)
  localityId: number;
}

@ObjectType({ description: "A leader's part in a meeting." })
@Entity()
export class Attendance {
  @PrimaryGeneratedColumn()
  id: number;

  @Reference(() => Meeting)
  meetingId: number;

  @Reference(() => Leader)
  leaderId: number;

  @Reference(() => Locality, { nullable: true })
  localityId: number | null;

  @Field(() => AttendanceRole, { description: "What the leader did there." })
  @Text()
  role: AttendanceRole;

  @ToOne(() => Leader, "leaderId", { description: "Who attends." })
  readonly leader: Derived;

  @ToOne(() => Locality, "localityId", { nullable: true, description: "The locality the leader came for." })
  readonly locality: Derived;

  @Cited
  readonly sources: Derived;
}
