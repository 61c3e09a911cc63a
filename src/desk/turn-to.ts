import type { Desk } from "./desk.js";
import { FocusAgendaItemDocument, type DeskMeetingFragment as Meeting } from "./graphql.generated.js";
import type { Send } from "./press.js";

/** Turns the meeting to an item, as it was when it was drawn: who turns it at the same moment is not overruled. */
export const turnTo =
  (desk: Desk, { version: expectedVersion }: Meeting, itemId: string) =>
  async (send: Send): Promise<void> => {
    const { focusAgendaItem } = await send(FocusAgendaItemDocument, { itemId, expectedVersion });
    desk.takeMeeting(focusAgendaItem.meeting);
  };
