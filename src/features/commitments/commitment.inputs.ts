import { Field, ID, InputType, Int } from "type-graphql";
import { IdField, OptionalId, OptionalIds, OptionalText, TextField, UPDATE_NOTE } from "../../graphql/fields.js";
import { MutationInput } from "../../graphql/mutations/mutation.js";
import { fieldsOf } from "../../graphql/mutations/save.js";
import { PartialDate } from "../../graphql/scalars.js";
import { Visibility } from "../../graphql/visibility.js";
import { CitationInput, toSources } from "../sources/source.inputs.js";
import { CommitmentKind, PartyRole } from "./commitment.enums.js";

@InputType({ description: "A locality's side in a commitment." })
export class PartyInput {
  @Field(() => ID, { description: "The locality: its id or key." })
  localityId: string;

  @Field(() => PartyRole, { description: "Whether it owes or benefits. In a JOINT commitment every party does both." })
  role: PartyRole;
}

@InputType()
abstract class CommitmentInputFields extends MutationInput {
  @OptionalText("What is promised, in a line, in English.")
  titleEn?: string | null;

  @OptionalText("What is promised, at length, in Vietnamese.")
  description?: string | null;

  @OptionalText("What is promised, at length, in English.")
  descriptionEn?: string | null;

  @OptionalIds("The leaders who said it: ids or keys.")
  saidByIds?: string[] | null;

  @OptionalId("The initiative it belongs to: its id or key.")
  initiativeId?: string | null;

  @OptionalId("The meeting at which it was made: its id or key.")
  meetingId?: string | null;

  @Field(() => PartialDate, { nullable: true, description: "By when it is due." })
  dueOn?: string | null;

  @Field(() => [CitationInput], { nullable: true, description: "All that vouches for it." })
  sources?: CitationInput[] | null;
}

@InputType({ description: "A new commitment, proposed by the caller's locality." })
export class ProposeCommitmentInput extends CommitmentInputFields {
  @TextField("What is promised, in a line, in Vietnamese.")
  title: string;

  @Field(() => CommitmentKind, { description: "How it came up." })
  kind: CommitmentKind;

  @Field(() => Visibility, { nullable: true, defaultValue: Visibility.PUBLIC, description: "Who may see it." })
  visibility: Visibility | null;

  @Field(() => [PartyInput], { description: "Who owes and who benefits." })
  parties: PartyInput[];

  @Field(() => [ID], { description: "The sectors it lies in: ids or keys." })
  sectorIds: string[];
}

@InputType({ description: "A change to the words of a commitment, never to its status." })
export class UpdateCommitmentInput extends CommitmentInputFields {
  @IdField(UPDATE_NOTE)
  id: string;

  @OptionalText("What is promised, in a line, in Vietnamese.")
  title?: string | null;

  @Field(() => CommitmentKind, { nullable: true, description: "How it came up." })
  kind?: CommitmentKind | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it." })
  visibility?: Visibility | null;

  @Field(() => [PartyInput], { nullable: true, description: "Who owes and who benefits." })
  parties?: PartyInput[] | null;

  @OptionalIds("The sectors it lies in: ids or keys.")
  sectorIds?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: "The version that the change was made on; CONFLICT if it has changed since.",
  })
  expectedVersion?: number | null;
}

/** The input in the words of a record. */
export function toRecord(input: ProposeCommitmentInput | UpdateCommitmentInput): Record<string, unknown> {
  const { expectedVersion: _version, ...given } = fieldsOf(input) as Omit<UpdateCommitmentInput, "id" | "requestId">;
  const { parties, sectorIds, saidByIds, initiativeId, meetingId, sources, ...fields } = given;
  const having = (role: PartyRole) =>
    parties === undefined
      ? undefined
      : (parties ?? []).filter((party) => party.role === role).map((party) => party.localityId);
  return {
    ...fields,
    // Null stands for the default in a new commitment; it is no way to publish an old one.
    visibility: "id" in input ? fields.visibility : (fields.visibility ?? Visibility.PUBLIC),
    owes: having(PartyRole.OWES),
    benefits: having(PartyRole.BENEFITS),
    sectors: sectorIds,
    saidBy: saidByIds,
    initiative: initiativeId,
    meeting: meetingId,
    sources: toSources(sources),
  };
}
