import { Field, ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { Node } from "../../graphql/node.js";
import { Role } from "../../graphql/role.js";
import { DateTime, PartialDate } from "../../graphql/scalars.js";
import type { Scope } from "../../graphql/scope.js";
import { type Derived, Shown, ToOne } from "../../graphql/view.js";
import { LogPosition } from "../../live/log/log.js";
import { JsonList, Reference, Text } from "../../store/columns.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { Commitment } from "./commitment.entity.js";
import { CommitmentStatus } from "./commitment.enums.js";
import { visibleChanges } from "./visibility.js";

@ObjectType({ description: "What shows that something was done." })
export class Evidence {
  @Field(() => String, { description: "What it is." })
  title: string;

  @Field(() => String, { nullable: true, description: "Where it can be seen." })
  url: string | null;

  @Field(() => String, { nullable: true, description: "A remark." })
  note: string | null;
}

@ObjectType({ description: "Who made a change, and for whom." })
export class Actor {
  @Field(() => String, {
    description: "The person's name; for a record that was loaded, the document that vouches for it.",
  })
  name: string;

  @Field(() => Role, { nullable: true, description: "The person's role; null for a record that was loaded." })
  role: Role | null;

  localityIds: number[];
}

@ObjectType({ implements: Node, description: "One step in the life of a commitment. Never edited, never deleted." })
@Entity()
export class StatusChange extends Node {
  static readonly scope: Scope = visibleChanges;

  @LogPosition()
  position: number;

  @Text()
  mark: string;

  @Reference(() => Commitment)
  commitmentId: number;

  @Shown({ kind: "column", property: "fromStatus" })
  @Field(() => CommitmentStatus, { name: "from", nullable: true, description: "The status before; null at birth." })
  @Text({ nullable: true })
  fromStatus: CommitmentStatus | null;

  @Shown({ kind: "column", property: "toStatus" })
  @Field(() => CommitmentStatus, { name: "to", description: "The status after." })
  @Text()
  toStatus: CommitmentStatus;

  @Field(() => String, { nullable: true, description: "Why, where the step asks for a reason or one was given." })
  @Text({ nullable: true })
  reason: string | null;

  @Field(() => [Evidence], { description: "What shows that it is so." })
  @JsonList()
  evidence: Evidence[];

  @Text({ nullable: true })
  bySubject: string | null;

  @Text()
  byName: string;

  @Text({ nullable: true })
  byRole: Role | null;

  /** The parties for which it was made; none for a coordinator. */
  @JsonList()
  byLocalities: number[];

  @Field(() => DateTime, { description: "When. Where only a date is known (datedOn), its first instant." })
  @Text()
  at: string;

  @Field(() => PartialDate, {
    nullable: true,
    description: "The date, as precise as it is known, of a change that was recorded afterwards.",
  })
  @Text({ nullable: true })
  datedOn: string | null;

  @Reference(() => Meeting, { nullable: true })
  meetingId: number | null;

  @Reference(() => StatusChange, { nullable: true })
  revertsId: number | null;

  @Shown({ kind: "part", of: { name: "byName", role: "byRole" } })
  @Field(() => Actor, { description: "Who made it." })
  get by(): Actor {
    return Object.assign(new Actor(), { name: this.byName, role: this.byRole, localityIds: this.byLocalities });
  }

  @ToOne(() => Commitment, "commitmentId", { description: "The commitment, as it is now." })
  readonly commitment: Derived;

  @ToOne(() => Meeting, "meetingId", { nullable: true, description: "The meeting at which it was made." })
  readonly meeting: Derived;

  @ToOne(() => StatusChange, "revertsId", {
    nullable: true,
    description: "The mistaken change that this one takes back.",
  })
  readonly reverts: Derived;
}

type Needed = "commitmentId" | "fromStatus" | "toStatus" | "byName" | "at";
export type GivenChange = Pick<StatusChange, Needed> & Partial<Omit<StatusChange, Needed | "by">>;

/** A change to append to the log: what is not given is empty. */
export function changeOf(given: GivenChange): StatusChange {
  return Object.assign(new StatusChange(), {
    ...{ reason: null, evidence: [], bySubject: null, byRole: null, byLocalities: [] },
    ...{ datedOn: null, meetingId: null, revertsId: null },
    ...given,
  });
}
