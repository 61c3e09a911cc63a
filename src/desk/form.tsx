import { type ComponentChildren, createContext } from "preact";
import { useContext, useRef, useState } from "preact/hooks";
import { say } from "./desk-words.js";
import { focusFirst } from "./focus.js";
import { type Problem, problemOf, Unfit, wrong } from "./problem.js";
import { useOwnId } from "./use-own-id.js";

/** What stood in the way, for the field that it is about. */
const ProblemHere = createContext<Problem | null>(null);

interface FormProps {
  /** What the button that sends it says; none where it cannot be sent. */
  submit: string | null;
  send(fields: FormData): Promise<unknown>;
  onClose?(): void;
  children?: ComponentChildren;
}

/** Fields, and a button that sends them. What was typed stays until it has been taken. */
export function Form({ submit, send, onClose, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const onSubmit = async (event: Event) => {
    event.preventDefault();
    if (isBusy || form.current === null) return;
    setBusy(true);
    setProblem(null);
    await trySend(form.current, send).catch((error) => setProblem(placed(form.current, problemOf(error))));
    setBusy(false);
  };
  return (
    <form ref={form} noValidate data-open onSubmit={onSubmit}>
      <ProblemHere.Provider value={problem}>{children}</ProblemHere.Provider>
      {problem?.at === "" && <Alert text={problem.text} />}
      <p class="buttons">
        {submit !== null && (
          <button type="submit" class="main" aria-disabled={isBusy} aria-busy={isBusy}>
            {submit}
          </button>
        )}
        {onClose && (
          <button type="button" class="quiet" data-action="cancel" onClick={onClose}>
            {say.cancel}
          </button>
        )}
      </p>
    </form>
  );
}

async function trySend(form: HTMLFormElement, send: FormProps["send"]): Promise<void> {
  for (const field of form.querySelectorAll<HTMLInputElement>(":required"))
    if (field.value.trim() === "") throw new Unfit(field.name, wrong.needed);
  await send(new FormData(form));
}

/** A problem of a field that is not here is one of the whole; one that is here gets the focus. */
function placed(form: HTMLFormElement | null, { at, text }: Problem): Problem {
  const field = at === "" ? null : form?.querySelector(`[data-field="${CSS.escape(at)}"]`);
  if (!field) return { at: "", text };
  setTimeout(() => focusFirst(field));
  return { at, text };
}

/** The problem of one field: what to tell, and how to tie it to what is typed in. */
export function useProblem(name: string) {
  const id = useOwnId();
  const problem = useContext(ProblemHere);
  const text = problem?.at === name ? problem.text : null;
  return { text, id, tie: text === null ? {} : { "aria-invalid": true, "aria-describedby": id } };
}

export function Alert({ text, id }: { text: string; id?: string }) {
  return (
    <p class="problem" role="alert" id={id}>
      {text}
    </p>
  );
}

interface FieldProps {
  name: string;
  label: string;
  hint?: string;
  value?: string;
  required?: boolean;
  prose?: boolean;
  max?: number;
}

export function Field({ name, label, hint, value, required = false, prose = false, max = 300 }: FieldProps) {
  const id = useOwnId();
  const problem = useProblem(name);
  const attributes = { id, name, required, maxLength: max, defaultValue: value, ...problem.tie };
  return (
    <div class="field" data-field={name}>
      <label for={id}>
        {label}
        {!required && <small>{say.optional}</small>}
      </label>
      {prose ? <textarea {...attributes} rows={3} /> : <input {...attributes} autocomplete="off" />}
      {hint && <small>{hint}</small>}
      {problem.text && <Alert text={problem.text} id={problem.id} />}
    </div>
  );
}

/** What was typed, or undefined for nothing. */
export function typed(fields: FormData, name: string): string | undefined {
  return String(fields.get(name) ?? "").trim() || undefined;
}
