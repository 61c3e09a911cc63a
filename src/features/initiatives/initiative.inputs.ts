import { Field, InputType } from "type-graphql";
import {
  IdField,
  KEY_NOTE,
  OptionalId,
  OptionalIds,
  OptionalText,
  TextField,
  UPDATE_NOTE,
} from "../../graphql/fields.js";
import { orderOf } from "../../graphql/lists/page-args.js";
import { MutationInput } from "../../graphql/mutations/mutation.js";
import { eachOf, fieldsOf } from "../../graphql/mutations/save.js";
import { PartialDate } from "../../graphql/scalars.js";
import { CitationInput, toSources } from "../sources/source.inputs.js";
import { InitiativeOrderField, ParticipantRole, Rhythm } from "./initiative.enums.js";

@InputType({ description: "Which initiatives; all that is said must hold." })
export class InitiativeFilter {
  @OptionalIds("One of these localities (ids or keys) takes part or leads.")
  participant?: string[] | null;

  @OptionalIds("One of these localities (ids or keys) leads.")
  lead?: string[] | null;

  @OptionalIds("In one of these sectors (ids or keys) or their children.")
  sector?: string[] | null;

  @OptionalText("Words of its texts, by their beginnings, with or without diacritics.")
  search?: string | null;
}

@InputType({ description: "How initiatives are ordered." })
export class InitiativeOrder extends orderOf(InitiativeOrderField) {}

@InputType({ description: "A locality's part in an initiative." })
export class ParticipantInput {
  @IdField("The locality: its id or key.")
  localityId: string;

  @Field(() => ParticipantRole, { description: "Whether it leads or takes part." })
  role: ParticipantRole;
}

@InputType({ description: "When an initiative runs." })
export class PeriodInput {
  @Field(() => PartialDate, { nullable: true, description: "When it begins." })
  from?: string | null;

  @Field(() => PartialDate, { nullable: true, description: "When it ends." })
  until?: string | null;

  @Field(() => Rhythm, {
    nullable: true,
    description: "Whether it has fixed dates, goes on, or returns; ONGOING if left out.",
  })
  rhythm?: Rhythm | null;
}

@InputType()
abstract class InitiativeFields extends MutationInput {
  @OptionalText("What it is called, in English.")
  titleEn?: string | null;

  @OptionalText("What it does, in Vietnamese.")
  summary?: string | null;

  @OptionalText("What it does, in English.")
  summaryEn?: string | null;

  @OptionalId("The initiative it is part of: its id or key.")
  parentId?: string | null;

  @OptionalIds("The sectors it lies in: ids or keys.")
  sectorIds?: string[] | null;

  @Field(() => PeriodInput, { nullable: true, description: "When it runs." })
  period?: PeriodInput | null;

  @Field(() => [CitationInput], { nullable: true, description: "All that vouches for it." })
  sources?: CitationInput[] | null;
}

@InputType({ description: "A new initiative." })
export class CreateInitiativeInput extends InitiativeFields {
  @OptionalText(KEY_NOTE)
  key?: string | null;

  @TextField("What it is called, in Vietnamese.")
  title: string;

  @Field(() => [ParticipantInput], { description: "The localities that take part." })
  participants: ParticipantInput[];
}

@InputType({ description: "A change to an initiative." })
export class UpdateInitiativeInput extends InitiativeFields {
  @IdField(UPDATE_NOTE)
  id: string;

  @OptionalText("What it is called, in Vietnamese.")
  title?: string | null;

  @Field(() => [ParticipantInput], { nullable: true, description: "All localities that take part." })
  participants?: ParticipantInput[] | null;
}

/** The input in the words of a record. */
export function toRecord(input: CreateInitiativeInput | UpdateInitiativeInput): Record<string, unknown> {
  const { parentId, sectorIds, participants, sources, ...fields } = fieldsOf(input);
  return {
    ...fields,
    parent: parentId,
    sectors: sectorIds,
    participants: eachOf(participants, ({ localityId, role }) => ({ locality: localityId, role })),
    sources: toSources(sources),
  };
}
