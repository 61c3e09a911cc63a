import { Field, ObjectType } from "type-graphql";
import { Entity, PrimaryGeneratedColumn } from "typeorm";
import { CalendarDate, PartialDate } from "../../graphql/scalars.js";
import { addFields, type Derived, Shown, ToMany, ToOne } from "../../graphql/view.js";
import { Reference, Text } from "../../store/columns.js";
import { Locality } from "./locality.entity.js";
import { CodeScheme, LocalityKind, SuccessionKind } from "./locality.enums.js";

@ObjectType({ description: "A code of a locality, for as long as it meant this locality." })
@Entity()
export class LocalityCode {
  @PrimaryGeneratedColumn()
  id: number;

  @Reference(() => Locality)
  localityId: number;

  @Field(() => CodeScheme, { description: "Who gives the code." })
  @Text()
  scheme: CodeScheme;

  @Field(() => String, { description: "The code, such as 49 or VN-27." })
  @Text()
  value: string;

  @Field(() => CalendarDate, {
    nullable: true,
    description: "First day on which it meant this locality; null if always.",
  })
  @Text({ nullable: true })
  validFrom: string | null;

  @Field(() => CalendarDate, {
    nullable: true,
    description: "Last day on which it meant this locality; null if it still does.",
  })
  @Text({ nullable: true })
  validUntil: string | null;
}

@ObjectType({ description: "What kind of unit a locality was, for a time." })
@Entity()
export class LocalityDesignation {
  @PrimaryGeneratedColumn()
  id: number;

  @Reference(() => Locality)
  localityId: number;

  @Field(() => LocalityKind, { description: "The kind." })
  @Text()
  kind: LocalityKind;

  @Field(() => PartialDate, { nullable: true, description: "First day, where it is known." })
  @Text({ nullable: true })
  validFrom: string | null;

  @Field(() => PartialDate, { nullable: true, description: "Last day; null if it still holds." })
  @Text({ nullable: true })
  validUntil: string | null;
}

@ObjectType({ description: "One locality stands in for another from a day on." })
@Entity()
export class LocalitySuccession {
  @PrimaryGeneratedColumn()
  id: number;

  @Reference(() => Locality)
  predecessorId: number;

  @Reference(() => Locality)
  successorId: number;

  @Shown({ kind: "column", property: "effectiveOn" })
  @Field(() => CalendarDate, { name: "on", description: "First day on which the successor answers." })
  @Text()
  effectiveOn: string;

  @Field(() => SuccessionKind, { description: "How it came about." })
  @Text()
  kind: SuccessionKind;

  @Field(() => String, { nullable: true, description: "The act that decided it." })
  @Text({ nullable: true })
  note: string | null;

  @ToOne(() => Locality, "successorId", { description: "The successor." })
  readonly locality: Derived;
}

addFields(Locality, {
  codes: ToMany(() => LocalityCode, "localityId", { description: "Its codes, each with the days on which it held." }),
  designations: ToMany(() => LocalityDesignation, "localityId", {
    description: "The kinds of unit it has been, where that has changed.",
  }),
  succeededBy: ToMany(() => LocalitySuccession, "predecessorId", {
    description: "The localities that stand in for it, and since when.",
  }),
  predecessors: ToMany(() => Locality, "successorId", {
    via: { entity: () => LocalitySuccession, to: "predecessorId" },
    description: "The localities for which it stands in.",
  }),
});
