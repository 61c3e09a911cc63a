import { useContext } from "preact/hooks";
import { readDay } from "./day.js";
import { say } from "./desk-words.js";
import { localities } from "./find.js";
import { Field, Form, typed } from "./form.js";
import { CreateMeetingDocument, type CreateMeetingInput } from "./graphql.generated.js";
import { Picker } from "./picker.js";
import { usePress, Who } from "./press.js";
import { Unfit, wrong } from "./problem.js";

/** A review meeting to come; its desk is opened when it is there. */
export function NewMeeting({ close }: { close(): void }) {
  const session = useContext(Who);
  const { send } = usePress();
  const own = session.viewer?.localities ?? [];
  const find = localities(session.token, own);
  const create = async (fields: FormData) => {
    const { createMeeting } = await send(CreateMeetingDocument, inputOf(fields));
    location.assign(`/desk/${createMeeting.meeting.key}${location.search}`);
  };
  return (
    <Form submit={say.create} send={create} onClose={close}>
      <Field name="title" label={say.title} required />
      <Field name="titleEn" label={say.titleEn} />
      <Field name="heldOn" label={say.date} hint={say.dateHint} max={10} />
      <Picker
        one
        required
        name="hostId"
        label={say.host}
        hint={say.pickLocality}
        find={find}
        chosen={own.slice(0, 1)}
      />
      <Picker name="localityIds" label={say.localities} hint={say.pickLocality} find={find} />
      <label class="check">
        <input type="checkbox" name="carryOver" defaultChecked />
        {say.carryOver}
      </label>
    </Form>
  );
}

function inputOf(fields: FormData): Omit<CreateMeetingInput, "requestId"> {
  const hostId = typed(fields, "hostId");
  if (hostId === undefined) throw new Unfit("hostId", wrong.needed);
  return {
    kind: "REVIEW",
    title: typed(fields, "title") ?? "",
    titleEn: typed(fields, "titleEn"),
    heldOn: readDay("heldOn", typed(fields, "heldOn")),
    hostId,
    localityIds: fields.getAll("localityIds").map(String),
    carryOver: fields.has("carryOver"),
  };
}
