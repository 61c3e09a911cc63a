import { Field, ID, ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { ErrorCode } from "../../graphql/error-code.js";
import { Node, writeId } from "../../graphql/node.js";
import { Role } from "../../graphql/role.js";
import { DateTime } from "../../graphql/scalars.js";
import type { Scope } from "../../graphql/scope.js";
import { Shown } from "../../graphql/view.js";
import { Int, JsonList, Text } from "../../store/columns.js";

@ObjectType({
  implements: Node,
  description:
    "One line of the audit log: a mutation, done or refused. It says who named what, never what was said. Never edited, never deleted.",
})
@Entity()
export class AuditEntry extends Node {
  static readonly scope: Scope = ({ role }) => (role === Role.ADMIN ? null : "1 = 0");

  @Field(() => DateTime, { description: "When." })
  @Text()
  at: string;

  @Field(() => String, {
    nullable: true,
    description: "Whose token it was (`sub`); null for somebody without one, and for a command.",
  })
  @Text({ nullable: true })
  subject: string | null;

  @Field(() => String, { nullable: true, description: "The name in the token; `operator` for a command." })
  @Text({ nullable: true })
  name: string | null;

  @Field(() => Role, { nullable: true, description: "The role in the token; null without one." })
  @Text({ nullable: true })
  role: Role | null;

  @JsonList()
  localities: number[];

  @Field(() => String, {
    nullable: true,
    description: "The address that it came from, as TRUST_PROXY lets it be named; null for a command.",
  })
  @Text({ nullable: true })
  address: string | null;

  @Field(() => String, { description: "The mutation, by its name, or the command." })
  @Text()
  mutation: string;

  @Field(() => String, { nullable: true, description: "The type of the record: of what was done, or named." })
  @Text({ nullable: true })
  recordType: string | null;

  @Int({ nullable: true })
  recordId: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      "What was named, where that is no id of a record: a key or reference that was refused, the file, subject or token of a command.",
  })
  @Text({ nullable: true })
  called: string | null;

  @Field(() => ErrorCode, { nullable: true, description: "The code that it was refused with; null where it was done." })
  @Text({ nullable: true })
  refusedFor: ErrorCode | null;

  @Int()
  repeated: number;

  @Shown({ kind: "value", boolean: true, sql: (row) => `${row}.repeated = 1` })
  @Field(() => Boolean, {
    name: "repeated",
    description: "True for one that came again with the same requestId: it was answered, not done twice.",
  })
  get isRepeated(): boolean {
    return this.repeated === 1;
  }

  @Field(() => ID, { name: "recordId", nullable: true, description: "The id of the record, which may be gone." })
  get recordNodeId(): string | null {
    return this.recordType === null || this.recordId === null ? null : writeId(this.recordType, this.recordId);
  }
}
