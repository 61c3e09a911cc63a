import { Field, ObjectType } from "type-graphql";
import { Entity, PrimaryGeneratedColumn } from "typeorm";
import { addFields, type Derived, ToMany, ToOne } from "../../graphql/view.js";
import { Reference, Text } from "../../store/columns.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { ResponsibleNow } from "../localities/succession.js";
import { Sector } from "../sectors/sector.entity.js";
import { Commitment } from "./commitment.entity.js";
import { PartyRole } from "./commitment.enums.js";

@ObjectType({ description: "A locality's side in a commitment, as it was promised." })
@Entity()
export class CommitmentParty {
  @PrimaryGeneratedColumn()
  id: number;

  @Reference(() => Commitment)
  commitmentId: number;

  @Reference(() => Locality)
  localityId: number;

  @Field(() => PartyRole, { description: "Whether it owes or benefits." })
  @Text()
  role: PartyRole;

  @ToOne(() => Locality, "localityId", { description: "The locality as it promised." })
  readonly locality: Derived;

  @ResponsibleNow("localityId", "The locality that answers for it today.")
  readonly responsibleNow: Derived;
}

@Entity()
export class CommitmentSpeaker {
  @PrimaryGeneratedColumn()
  id: number;

  @Reference(() => Commitment)
  commitmentId: number;

  @Reference(() => Leader)
  leaderId: number;
}

@Entity()
export class CommitmentSector {
  @PrimaryGeneratedColumn()
  id: number;

  @Reference(() => Commitment)
  commitmentId: number;

  @Reference(() => Sector)
  sectorId: number;
}

addFields(Commitment, {
  parties: ToMany(() => CommitmentParty, "commitmentId", { description: "Who promised, and for whom." }),
  saidBy: ToMany(() => Leader, "commitmentId", {
    via: { entity: () => CommitmentSpeaker, to: "leaderId" },
    description: "The leaders who said it.",
  }),
  sectors: ToMany(() => Sector, "commitmentId", {
    via: { entity: () => CommitmentSector, to: "sectorId" },
    description: "The sectors it lies in.",
  }),
});
