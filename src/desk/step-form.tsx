import { useState } from "preact/hooks";
import { whenOf, whoOf } from "../pages/change.js";
import { StatusSign } from "../pages/icon.js";
import { type Decision, nameOf, needOf } from "./decision.js";
import { say } from "./desk-words.js";
import { Field, Form, typed } from "./form.js";
import type { EvidenceInput, TabledFragment as Row } from "./graphql.generated.js";
import { Unfit, wrong } from "./problem.js";
import type { Brought } from "./use-step.js";

interface Props {
  row: Row;
  decision: Decision;
  isConflict: boolean;
  close(): void;
  send(brought: Brought): Promise<void>;
}

/** What a step needs; and where somebody else was faster, what has happened and whether it can still be taken. */
export function StepForm({ row, decision, isConflict, close, send }: Props) {
  const [count, setCount] = useState(1);
  const name = nameOf(isConflict ? { ...decision, from: row.status } : decision);
  const isPossible = !isConflict || row.nextStatuses.includes(decision.to);
  const submit = isConflict ? say.anyway(name) : name;
  const need = needOf(decision.to);
  return (
    <Form submit={isPossible ? submit : null} send={(fields) => send(broughtBy(fields, need, count))} onClose={close}>
      {isConflict && <Meanwhile {...{ row, decision, isPossible, name }} />}
      {need === "reason" && <Field name="reason" label={say.reason} prose required max={2_000} />}
      {need === "evidence" && Array.from({ length: count }, (_, index) => <Evidence key={index} index={index} />)}
      {need === "evidence" && count < MOST_EVIDENCE && (
        <button type="button" class="quiet" data-action="more-evidence" onClick={() => setCount(count + 1)}>
          {say.addAnother}
        </button>
      )}
    </Form>
  );
}

const MOST_EVIDENCE = 20;

function Evidence({ index }: { index: number }) {
  const name = (part: string) => `evidence.${index}.${part}`;
  return (
    <fieldset>
      <legend>{say.evidence(index + 1)}</legend>
      <Field name={name("title")} label={say.evidenceTitle} required={index === 0} />
      <Field name={name("url")} label={say.evidenceUrl} max={2_000} />
      <Field name={name("note")} label={say.evidenceNote} max={1_000} />
    </fieldset>
  );
}

type MeanwhileProps = Pick<Props, "row" | "decision"> & { isPossible: boolean; name: string };

/** Who changed it, when, and what it is now. */
function Meanwhile({ row, decision, isPossible, name }: MeanwhileProps) {
  const last = row.history.nodes.at(-1);
  const hasMoved = last !== undefined && last.id !== decision.lastId;
  return (
    <div class="meanwhile" role="alert">
      <p>
        <strong>{hasMoved ? say.movedMeanwhile(whoOf(last), whenOf(last)) : say.wordsMeanwhile}</strong>
      </p>
      <p>
        {say.nowIs} <StatusSign status={row.status} />
        {hasMoved && last.reason && <q>{last.reason}</q>}
      </p>
      <p>{isPossible ? say.stillPossible : say.noLongerPossible(name)}</p>
    </div>
  );
}

function broughtBy(fields: FormData, need: ReturnType<typeof needOf>, count: number): Brought {
  if (need === "reason") return { reason: typed(fields, "reason") };
  if (need === "evidence")
    return { evidence: Array.from({ length: count }, (_, index) => evidenceAt(fields, index)).flat() };
  return {};
}

/** One that was left empty is none. */
function evidenceAt(fields: FormData, index: number): EvidenceInput[] {
  const name = (part: string) => `evidence.${index}.${part}`;
  const [title, url, note] = ["title", "url", "note"].map((part) => typed(fields, name(part)));
  if (title === undefined && url === undefined && note === undefined) return [];
  if (title === undefined) throw new Unfit(name("title"), wrong.needed);
  if (url !== undefined && !/^https?:\/\/\S+$/i.test(url)) throw new Unfit(name("url"), wrong.notUrl);
  return [{ title, url, note }];
}
