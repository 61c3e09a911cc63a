import { useContext } from "preact/hooks";
import { STATUSES, type Status } from "../pages/status.js";
import { inLanguage } from "../pages/words.js";
import type { Desk } from "./desk.js";
import { say } from "./desk-words.js";
import { Field, Form, typed } from "./form.js";
import { RevertDocument, type TabledFragment as Row, type TurnFragment as Turn } from "./graphql.generated.js";
import { Opening } from "./opening.js";
import { usePress, Who } from "./press.js";

interface Props {
  desk: Desk;
  row: Row;
  last: Turn;
}

/** A mistake is taken back by a coordinator; how it began is none. */
export function Revert(of: Props) {
  const session = useContext(Who);
  return (
    <Opening action="revert" class="quiet" label={say.revert} may={session.isCoordinator() && of.last.from !== null}>
      {(close) => <RevertForm {...of} close={close} />}
    </Opening>
  );
}

function RevertForm({ desk, row, last, close }: Props & { close(): void }) {
  const { send } = usePress();
  const revert = async (fields: FormData) => {
    const reason = typed(fields, "reason") ?? "";
    const { revertStatusChange } = await send(RevertDocument, {
      ...{ changeId: last.id, reason, expectedVersion: row.version },
    });
    desk.takeRow(revertStatusChange.commitment);
    close();
  };
  const word = (status: Status) => inLanguage<string>(STATUSES[status].word);
  return (
    <Form submit={say.revertDo} send={revert} onClose={close}>
      {last.from && <p>{say.revertWhat(word(last.from), word(last.to))}</p>}
      <Field name="reason" label={say.reason} prose required max={2_000} />
    </Form>
  );
}
