import { Field, InputType, Int } from "type-graphql";
import { IdField, OptionalId, OptionalText, UPDATE_NOTE } from "../../graphql/fields.js";
import { MutationInput } from "../../graphql/mutations/mutation.js";

@InputType()
abstract class RoomInput extends MutationInput {
  @Field(() => Int, {
    nullable: true,
    description: "The version of the meeting that this was decided on; CONFLICT if it has changed since.",
  })
  expectedVersion?: number | null;
}

@InputType({ description: "The meeting to open." })
export class OpenMeetingInput extends RoomInput {
  @IdField("The meeting: id or key.")
  meetingId: string;
}

@InputType({ description: "The meeting to close." })
export class CloseMeetingInput extends RoomInput {
  @IdField("The meeting: id or key.")
  meetingId: string;
}

@InputType({ description: "What the meeting turns to." })
export class FocusAgendaItemInput extends RoomInput {
  @IdField("The item.")
  itemId: string;
}

@InputType()
abstract class AgendaItemFields extends RoomInput {
  @OptionalText("What it is called, in Vietnamese. A new item takes the title of what it is about, if left out.")
  title?: string | null;

  @OptionalText("What it is called, in English.")
  titleEn?: string | null;

  @OptionalId("The commitment it is about: its id or reference.")
  commitmentId?: string | null;

  @OptionalId("The initiative it is about: its id or key. Not together with a commitment.")
  initiativeId?: string | null;
}

@InputType({ description: "A new item on an agenda." })
export class CreateAgendaItemInput extends AgendaItemFields {
  @IdField("The meeting: id or key.")
  meetingId: string;

  @OptionalId("The item it follows; null puts it first. At the end if left out.")
  afterId?: string | null;
}

@InputType({ description: "A change to an item on an agenda." })
export class UpdateAgendaItemInput extends AgendaItemFields {
  @IdField(UPDATE_NOTE)
  id: string;
}

@InputType({ description: "Where an item goes on its agenda." })
export class MoveAgendaItemInput extends RoomInput {
  @IdField("The item.")
  id: string;

  @OptionalId("The item it is to follow; first if null or left out.")
  afterId?: string | null;
}

@InputType({ description: "The item to take off its agenda." })
export class RemoveAgendaItemInput extends RoomInput {
  @IdField("The item.")
  id: string;
}
