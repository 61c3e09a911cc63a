import { Field, InputType, Int, ObjectType } from "type-graphql";
import { IdField, OptionalId, OptionalText, TextField } from "../../graphql/fields.js";
import { MutationInput } from "../../graphql/mutations/mutation.js";
import { Commitment } from "./commitment.entity.js";
import { CommitmentStatus } from "./commitment.enums.js";
import { StatusChange } from "./status-change.entity.js";

const SESSION_NOTE =
  "The meeting at which it was done: id or key. If left out, the one in session at which the commitment is on the table, if its host is a party or a coordinator has put it there; null for none.";
const VERSION_NOTE = "The version that the decision was made on; CONFLICT if it has changed since.";

@InputType({ description: "Something that shows it was done." })
export class EvidenceInput {
  @TextField("What it is.")
  title: string;

  @OptionalText("Where it can be seen: an http or https address.")
  url?: string | null;

  @OptionalText("A remark.")
  note?: string | null;
}

@InputType({ description: "One step in the life of a commitment." })
export class ChangeCommitmentStatusInput extends MutationInput {
  @IdField("The commitment: its id or reference.")
  commitmentId: string;

  @Field(() => CommitmentStatus, { description: "The status it is to have; nextStatuses says which may be." })
  to: CommitmentStatus;

  @OptionalText("Why. Needed to decline, cancel, stall and dispute.")
  reason?: string | null;

  @Field(() => [EvidenceInput], { nullable: true, description: "What shows it. Needed to report done." })
  evidence?: EvidenceInput[] | null;

  @OptionalId(SESSION_NOTE)
  meetingId?: string | null;

  @Field(() => Int, { nullable: true, description: VERSION_NOTE })
  expectedVersion?: number | null;
}

@InputType({ description: "Taking a mistaken change back." })
export class RevertStatusChangeInput extends MutationInput {
  @IdField("The mistaken change.")
  changeId: string;

  @TextField("Why it was a mistake.")
  reason: string;

  @OptionalId(SESSION_NOTE)
  meetingId?: string | null;

  @Field(() => Int, { nullable: true, description: VERSION_NOTE })
  expectedVersion?: number | null;
}

@ObjectType()
abstract class Change {
  @Field(() => Commitment, { description: "The commitment after the change." })
  commitment: Commitment;

  @Field(() => StatusChange, { description: "The change, as it stands in the log." })
  change: StatusChange;
}

@ObjectType({ description: "The answer of changeCommitmentStatus." })
export class ChangeCommitmentStatusPayload extends Change {}

@ObjectType({ description: "The answer of revertStatusChange." })
export class RevertStatusChangePayload extends Change {}

@ObjectType({ description: "The answer of proposeCommitment." })
export class ProposeCommitmentPayload extends Change {}
