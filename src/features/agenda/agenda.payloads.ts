import { Field } from "type-graphql";
import { payloadOf } from "../../graphql/mutations/mutation.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { AgendaItem } from "./agenda-item.entity.js";

/** The payload of what is done with an item: the meeting, and the item. */
function itemPayload(name: string) {
  const Payload = payloadOf(name, "meeting", Meeting);
  Field(() => AgendaItem, { description: "The item, as it is now." })(Payload.prototype, "item");
  return Payload;
}

export const OpenMeetingPayload = payloadOf("OpenMeetingPayload", "meeting", Meeting);
export const CloseMeetingPayload = payloadOf("CloseMeetingPayload", "meeting", Meeting);
export const FocusAgendaItemPayload = itemPayload("FocusAgendaItemPayload");
export const CreateAgendaItemPayload = itemPayload("CreateAgendaItemPayload");
export const UpdateAgendaItemPayload = itemPayload("UpdateAgendaItemPayload");
export const MoveAgendaItemPayload = itemPayload("MoveAgendaItemPayload");
export const RemoveAgendaItemPayload = payloadOf("RemoveAgendaItemPayload", "meeting", Meeting);
