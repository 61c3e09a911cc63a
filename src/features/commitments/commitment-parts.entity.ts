import { Field, ObjectType } from "type-graphql";
import { Entity, PrimaryGeneratedColumn } from "typeorm";
import { Reference, Text } from "../../store/columns.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
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
