import { Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate } from "../../graphql/mutations/mutation.js";
import {
  CloseMeetingInput,
  CreateAgendaItemInput,
  FocusAgendaItemInput,
  MoveAgendaItemInput,
  OpenMeetingInput,
  RemoveAgendaItemInput,
  UpdateAgendaItemInput,
} from "./agenda.inputs.js";
import {
  CloseMeetingPayload,
  CreateAgendaItemPayload,
  FocusAgendaItemPayload,
  MoveAgendaItemPayload,
  OpenMeetingPayload,
  RemoveAgendaItemPayload,
  UpdateAgendaItemPayload,
} from "./agenda.payloads.js";
import { createItem, moveItem, removeItem, updateItem } from "./agenda.service.js";
import { closeMeeting, focusItem, openMeeting } from "./session.service.js";

const FOR_WHOM = "For officers of the host, coordinators and admins.";

@Resolver()
export class AgendaResolver {
  @Mutation(() => OpenMeetingPayload, {
    description: `Opens a scheduled meeting at the first item of its agenda. ${FOR_WHOM}`,
  })
  openMeeting(@InputArg(() => OpenMeetingInput) input: OpenMeetingInput, @Ctx() ctx: Context) {
    return mutate(ctx, "openMeeting", input, (tx) => openMeeting(ctx, tx, input));
  }

  @Mutation(() => CloseMeetingPayload, {
    description: `Closes a meeting in session; its record stands from then on. ${FOR_WHOM}`,
  })
  closeMeeting(@InputArg(() => CloseMeetingInput) input: CloseMeetingInput, @Ctx() ctx: Context) {
    return mutate(ctx, "closeMeeting", input, (tx) => closeMeeting(ctx, tx, input));
  }

  @Mutation(() => FocusAgendaItemPayload, {
    description: `Turns a meeting in session to an item of its agenda. ${FOR_WHOM}`,
  })
  focusAgendaItem(@InputArg(() => FocusAgendaItemInput) input: FocusAgendaItemInput, @Ctx() ctx: Context) {
    return mutate(ctx, "focusAgendaItem", input, (tx) => focusItem(ctx, tx, input));
  }

  @Mutation(() => CreateAgendaItemPayload, {
    description: `Puts an item on the agenda of a meeting that is not closed. ${FOR_WHOM}`,
  })
  createAgendaItem(@InputArg(() => CreateAgendaItemInput) input: CreateAgendaItemInput, @Ctx() ctx: Context) {
    return mutate(ctx, "createAgendaItem", input, (tx) => createItem(ctx, tx, input));
  }

  @Mutation(() => UpdateAgendaItemPayload, { description: `Changes what an item is called or is about. ${FOR_WHOM}` })
  updateAgendaItem(@InputArg(() => UpdateAgendaItemInput) input: UpdateAgendaItemInput, @Ctx() ctx: Context) {
    return mutate(ctx, "updateAgendaItem", input, (tx) => updateItem(ctx, tx, input));
  }

  @Mutation(() => MoveAgendaItemPayload, { description: `Moves an item to another place on its agenda. ${FOR_WHOM}` })
  moveAgendaItem(@InputArg(() => MoveAgendaItemInput) input: MoveAgendaItemInput, @Ctx() ctx: Context) {
    return mutate(ctx, "moveAgendaItem", input, (tx) => moveItem(ctx, tx, input));
  }

  @Mutation(() => RemoveAgendaItemPayload, {
    description: `Takes an item off its agenda. If it is the current one, the meeting turns to the next. ${FOR_WHOM}`,
  })
  removeAgendaItem(@InputArg(() => RemoveAgendaItemInput) input: RemoveAgendaItemInput, @Ctx() ctx: Context) {
    return mutate(ctx, "removeAgendaItem", input, (tx) => removeItem(ctx, tx, input));
  }
}
