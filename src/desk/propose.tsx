import { useContext, useMemo, useState } from "preact/hooks";
import { readDay } from "./day.js";
import type { Desk } from "./desk.js";
import { say } from "./desk-words.js";
import { localities, sectors } from "./find.js";
import { Field, Form, typed } from "./form.js";
import {
  type CommitmentKind,
  type DeskMeetingFragment as Meeting,
  type PartyInput,
  type ProposeCommitmentInput,
  ProposeDocument,
} from "./graphql.generated.js";
import { Picker } from "./picker.js";
import { usePress, Who } from "./press.js";
import { Unfit, wrong } from "./problem.js";

const KINDS: readonly CommitmentKind[] = ["PLEDGE", "REQUEST", "JOINT"];

/** What somebody in the room promises, or asks for. */
export function Propose({ desk, meeting, close }: { desk: Desk; meeting: Meeting; close(): void }) {
  const { token } = useContext(Who);
  const { send } = usePress();
  const [kind, setKind] = useState<CommitmentKind>("PLEDGE");
  const findSectors = useMemo(() => sectors(token), [token]);
  const findLocalities = localities(token, meeting.localities);
  const propose = async (fields: FormData) => {
    const { proposeCommitment } = await send(ProposeDocument, { ...inputOf(fields, kind), meetingId: meeting.id });
    desk.takeRow(proposeCommitment.commitment);
    close();
  };
  const party = (name: string, label: string) => (
    <Picker required key={name} name={name} label={label} hint={say.pickLocality} find={findLocalities} />
  );
  return (
    <Form submit={say.proposeDo} send={propose} onClose={close}>
      <Field name="title" label={say.promised} required />
      <Field name="titleEn" label={say.promisedEn} />
      <Kinds kind={kind} setKind={setKind} />
      {kind === "JOINT" ? party("parties", say.parties) : [party("owes", say.owes), party("benefits", say.benefits)]}
      <Picker required name="sectorIds" label={say.sectors} find={findSectors} />
      <Field name="dueOn" label={say.dueOn} hint={say.dateHint} max={10} />
      <label class="check">
        <input type="checkbox" name="isPrivate" />
        {say.partiesOnly}
      </label>
    </Form>
  );
}

function Kinds({ kind, setKind }: { kind: CommitmentKind; setKind(kind: CommitmentKind): void }) {
  return (
    <fieldset>
      <legend>{say.kind}</legend>
      {KINDS.map((each) => (
        <label key={each} class="check">
          <input type="radio" name="kind" value={each} checked={each === kind} onChange={() => setKind(each)} />
          {say[each]}
        </label>
      ))}
    </fieldset>
  );
}

function inputOf(fields: FormData, kind: CommitmentKind): Omit<ProposeCommitmentInput, "requestId"> {
  const sectorIds = fields.getAll("sectorIds").map(String);
  const parties = partiesOf(fields, kind);
  if (sectorIds.length === 0) throw new Unfit("sectorIds", wrong.oneNeeded);
  return {
    ...{ kind, parties, sectorIds },
    title: typed(fields, "title") ?? "",
    titleEn: typed(fields, "titleEn"),
    dueOn: readDay("dueOn", typed(fields, "dueOn")),
    visibility: fields.has("isPrivate") ? "PARTIES" : "PUBLIC",
  };
}

function partiesOf(fields: FormData, kind: CommitmentKind): PartyInput[] {
  const [all, owes, benefits] = ["parties", "owes", "benefits"].map((name) => fields.getAll(name).map(String));
  const having = (role: PartyInput["role"], ids: string[] = []) => ids.map((localityId) => ({ localityId, role }));
  if (kind === "JOINT") {
    if ((all?.length ?? 0) < 2) throw new Unfit("parties", wrong.twoNeeded);
    return [...having("OWES", all), ...having("BENEFITS", all)];
  }
  if (!owes?.length) throw new Unfit("owes", wrong.oneNeeded);
  if (!benefits?.length) throw new Unfit("benefits", wrong.oneNeeded);
  if (benefits.some((id) => owes.includes(id))) throw new Unfit("benefits", wrong.bothSides);
  return [...having("OWES", owes), ...having("BENEFITS", benefits)];
}
