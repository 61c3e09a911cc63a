import { useContext, useMemo } from "preact/hooks";
import type { Desk } from "./desk.js";
import { say } from "./desk-words.js";
import { carriedOver, commitments } from "./find.js";
import { Field, Form, typed } from "./form.js";
import { CreateAgendaItemDocument, type DeskMeetingFragment as Meeting } from "./graphql.generated.js";
import { Picker } from "./picker.js";
import { usePress, Who } from "./press.js";
import { Unfit, wrong } from "./problem.js";

/** A new item: about a commitment, or with a title alone. */
export function AddItem({ desk, meeting, close }: { desk: Desk; meeting: Meeting; close(): void }) {
  const { token } = useContext(Who);
  const { send } = usePress();
  const find = useMemo(() => {
    const tabled = new Set(meeting.agenda.flatMap(({ commitment }) => (commitment ? [commitment.id] : [])));
    const likely = carriedOver(token, meeting.id, tabled);
    likely.catch(() => undefined); // without it one still finds by typing
    return commitments(token, likely);
  }, [token, meeting.id]);
  const add = async (fields: FormData) => {
    const [title, commitmentId] = [typed(fields, "title"), typed(fields, "commitmentId")];
    if (title === undefined && commitmentId === undefined) throw new Unfit("title", wrong.itemNeeded);
    const titleEn = typed(fields, "titleEn");
    const input = { meetingId: meeting.id, title, titleEn, commitmentId };
    const newest = { expectedVersion: desk.meetingIfKnown()?.version };
    const { createAgendaItem } = await send(CreateAgendaItemDocument, input, newest);
    desk.takeMeeting(createAgendaItem.meeting);
    close();
  };
  return (
    <Form submit={say.add} send={add} onClose={close}>
      <Picker one name="commitmentId" label={say.pickCommitment} hint={say.suggested} find={find} />
      <Field name="title" label={say.title} />
      <Field name="titleEn" label={say.titleEn} />
    </Form>
  );
}
