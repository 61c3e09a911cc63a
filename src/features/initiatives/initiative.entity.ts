import { Field, ObjectType } from "type-graphql";
import { Entity, PrimaryGeneratedColumn } from "typeorm";
import { Node } from "../../graphql/node.js";
import { PartialDate } from "../../graphql/scalars.js";
import { type Derived, Shown, ToMany, ToOne, Translated } from "../../graphql/view.js";
import { Reference, Text } from "../../store/columns.js";
import { Locality } from "../localities/locality.entity.js";
import { ResponsibleNow } from "../localities/succession.js";
import { Sector } from "../sectors/sector.entity.js";
import { Cited } from "../sources/document.entity.js";
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

  @Translated({ description: "What it is called." })
  readonly title: Derived;

  @Translated({ nullable: true, description: "What it does." })
  readonly summary: Derived;

  @Shown({ kind: "part", of: { from: "periodFrom", until: "periodUntil", rhythm: "rhythm" } })
  @Field(() => Period, { description: "When it runs." })
  get period(): Period {
    return { from: this.periodFrom, until: this.periodUntil, rhythm: this.rhythm };
  }

  @ToOne(() => Initiative, "parentId", { nullable: true, description: "The initiative it is part of." })
  readonly parent: Derived;

  @ToMany(() => Initiative, "parentId", { most: 10, description: "The initiatives that are part of it." })
  readonly children: Derived;

  @ToMany(() => InitiativeParticipant, "initiativeId", { most: 10, description: "The localities that take part." })
  readonly participants: Derived;

  @ToMany(() => Sector, "initiativeId", {
    via: { entity: () => InitiativeSector, to: "sectorId" },
    description: "The sectors it lies in.",
  })
  readonly sectors: Derived;

  @Cited
  readonly sources: Derived;
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

  @ToOne(() => Locality, "localityId", { description: "The locality, as it joined." })
  readonly locality: Derived;

  @ResponsibleNow("localityId", "The locality that answers for it today.")
  readonly responsibleNow: Derived;
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
