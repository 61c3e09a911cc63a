import { Field, ObjectType } from "type-graphql";
import { Entity, PrimaryGeneratedColumn } from "typeorm";
import { inLanguage, type Language, LanguageArg } from "../../graphql/language.js";
import { Node } from "../../graphql/node.js";
import { PartialDate } from "../../graphql/scalars.js";
import { Reference, Text } from "../../store/columns.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
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

  @Reference(() => Locality, { nullable: true })
  hostId: number | null;

  @Text()
  searchKey: string;

  @Text()
  sortKey: string;

  @Field(() => String, { description: "What it is called." })
  title(@LanguageArg() language: Language): string {
    return inLanguage(language, this.titleVi, this.titleEn);
  }

  @Field(() => String, { nullable: true, description: "What came of it." })
  summary(@LanguageArg() language: Language): string | null {
    return inLanguage(language, this.summaryVi, this.summaryEn);
  }

  @Field(() => String, { nullable: true, description: "What must be known about this record." })
  note(@LanguageArg() language: Language): string | null {
    return inLanguage(language, this.noteVi, this.noteEn);
  }
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
}
