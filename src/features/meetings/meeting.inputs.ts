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
import { AttendanceRole, MeetingKind, MeetingOrderField, MeetingState } from "./meeting.enums.js";

@InputType({ description: "Which meetings; all that is said must hold." })
export class MeetingFilter {
  @OptionalIds("Hosted by one of these localities (ids or keys), or attended for it.")
  locality?: string[] | null;

  @Field(() => [MeetingKind], { nullable: true, description: "Of one of these kinds." })
  kind?: MeetingKind[] | null;

  @Field(() => [MeetingState], { nullable: true, description: "In one of these states." })
  state?: MeetingState[] | null;

  @OptionalText("Words of its texts, by their beginnings, with or without diacritics.")
  search?: string | null;
}

@InputType({ description: "How meetings are ordered." })
export class MeetingOrder extends orderOf(MeetingOrderField) {}

@InputType({ description: "A leader's part in a meeting." })
export class AttendanceInput {
  @IdField("The leader: id or key.")
  leaderId: string;

  @OptionalId("The locality the leader came for: its id or key.")
  localityId?: string | null;

  @Field(() => AttendanceRole, { description: "What the leader did there." })
  role: AttendanceRole;

  @Field(() => [CitationInput], { nullable: true, description: "All that vouches for it." })
  sources?: CitationInput[] | null;
}

@InputType()
abstract class MeetingFields extends MutationInput {
  @OptionalText("What it is called, in English.")
  titleEn?: string | null;

  @OptionalText("What came of it, in Vietnamese.")
  summary?: string | null;

  @OptionalText("What came of it, in English.")
  summaryEn?: string | null;

  @OptionalText("What must be known about this record, in Vietnamese.")
  note?: string | null;

  @OptionalText("What must be known about this record, in English.")
  noteEn?: string | null;

  @Field(() => MeetingState, {
    nullable: true,
    description:
      "Where it stands, for a meeting that was not held here; SCHEDULED if a new one leaves it out. One that is held here is moved by openMeeting and closeMeeting.",
  })
  state?: MeetingState;

  @Field(() => PartialDate, { nullable: true, description: "When it is held." })
  heldOn?: string | null;

  @OptionalId("The locality that hosts it: its id or key.")
  hostId?: string | null;

  @OptionalIds("The localities that meet, besides the host and those somebody attends for: ids or keys.")
  localityIds?: string[] | null;

  @Field(() => [AttendanceInput], { nullable: true, description: "All who attend." })
  attendances?: AttendanceInput[] | null;

  @Field(() => [CitationInput], { nullable: true, description: "All that vouches for it." })
  sources?: CitationInput[] | null;
}

@InputType({ description: "A new meeting." })
export class CreateMeetingInput extends MeetingFields {
  @OptionalText(KEY_NOTE)
  key?: string | null;

  @TextField("What it is called, in Vietnamese.")
  title: string;

  @Field(() => MeetingKind, { description: "What kind of meeting it is." })
  kind: MeetingKind;

  @Field(() => Boolean, {
    nullable: true,
    description: "True: its agenda begins with what its carryOver lists, the first 100 that you may see and put there.",
  })
  carryOver?: boolean | null;
}

@InputType({ description: "A change to a meeting." })
export class UpdateMeetingInput extends MeetingFields {
  @IdField(UPDATE_NOTE)
  id: string;

  @OptionalText("What it is called, in Vietnamese.")
  title?: string | null;

  @Field(() => MeetingKind, { nullable: true, description: "What kind of meeting it is." })
  kind?: MeetingKind | null;
}

/** The input in the words of a record. */
export function toRecord(input: CreateMeetingInput | UpdateMeetingInput): Record<string, unknown> {
  const {
    hostId,
    localityIds,
    attendances,
    sources,
    carryOver: _agenda,
    ...fields
  } = fieldsOf(input) as Omit<CreateMeetingInput, "id" | "requestId">;
  return {
    ...fields,
    host: hostId,
    localities: localityIds,
    attendances: eachOf(attendances, ({ leaderId, localityId, role, sources: cited }) => ({
      leader: leaderId,
      locality: localityId,
      role,
      sources: toSources(cited),
    })),
    sources: toSources(sources),
  };
}
