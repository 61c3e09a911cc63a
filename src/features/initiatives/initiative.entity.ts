import { Field, ObjectType } from "type-graphql";
import { Entity, PrimaryGeneratedColumn } from "typeorm";
import { inLanguage, type Language, LanguageArg } from "../../graphql/language.js";
import { Node } from "../../graphql/node.js";
import { PartialDate } from "../../graphql/scalars.js";
import { Reference, Text } from "../../store/columns.js";
import { Locality } from "../localities/locality.entity.js";
import { Sector } from "../sectors/sector.entity.js";
import { ParticipantRole, Rhythm } from "./initiative.enums.js";

@ObjectType({ description: "When an initiative runs." })
export class Period {
  @Field(() => PartialDate, { nullable: true, description: "When it begins, where that is known." })
  from: string | null;

  @Field(() => PartialDate, { nullable: true, description: "When it ends, where that is known." })
  until: string | null;

  @Field(() => Rhythm, { description: "Whether it has fixed dates, goes on, or returns." })
  rhythm: Rhythm;
}

@ObjectType({ implements: Node, description: "A joint programme of localities." })
@Entity()
export class Initiative extends Node {
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

  @Reference(() => Initiative, { nullable: true })
  parentId: number | null;

  @Text({ nullable: true })
  periodFrom: string | null;

  @Text({ nullable: true })
  periodUntil: string | null;

  @Text()
  rhythm: Rhythm;

  @Text()
  searchKey: string;

  @Text()
  sortKey: string;

  @Field(() => String, { description: "What it is called." })
  title(@LanguageArg() language: Language): string {
    return inLanguage(language, this.titleVi, this.titleEn);
  }

  @Field(() => String, { nullable: true, description: "What it does." })
  summary(@LanguageArg() language: Language): string | null {
    return inLanguage(language, this.summaryVi, this.summaryEn);
  }

  @Field(() => Period, { description: "When it runs." })
  get period(): Period {
    return { from: this.periodFrom, until: this.periodUntil, rhythm: this.rhythm };
  }
}

@ObjectType({ description: "A locality's part in an initiative." })
@Entity()
export class InitiativeParticipant {
  @PrimaryGeneratedColumn()
  id: number;

  @Reference(() => Initiative)
  initiativeId: number;

  @Reference(() => Locality)
  localityId: number;

  @Field(() => ParticipantRole, { description: "Whether it leads or takes part." })
  @Text()
  role: ParticipantRole;
}

@Entity()
export class InitiativeSector {
  @PrimaryGeneratedColumn()
  id: number;

  @Reference(() => Initiative)
  initiativeId: number;

  @Reference(() => Sector)
  sectorId: number;
}
