import "./picker.css";
import x from "icon:x";
import { useRef, useState } from "preact/hooks";
import { Icon } from "../pages/icon.js";
import { say } from "./desk-words.js";
import { Alert, useProblem } from "./form.js";
import { type Choice, useChoices } from "./use-choices.js";
import { useOwnId } from "./use-own-id.js";

interface Props {
  /** The form has a field of this name for each that is chosen, with its id. */
  name: string;
  label: string;
  hint?: string;
  /** What there is to choose from, for what is typed; for nothing typed, what is likely. */
  find(text: string): Promise<readonly Choice[]>;
  one?: boolean;
  required?: boolean;
  chosen?: readonly Choice[];
}

/** Chooses by typing: arrows and Enter, or a touch. */
export function Picker({ name, label, hint, find, one = false, required = false, chosen: before = [] }: Props) {
  const [chosen, setChosen] = useState(before);
  const problem = useProblem(name);
  const id = useOwnId();
  const input = useRef<HTMLInputElement>(null);
  const others = async (text: string) => (await find(text)).filter((each) => !chosen.some((is) => is.id === each.id));
  const choices = useChoices(others, (choice) => {
    setChosen(one ? [choice] : [...chosen, choice]);
    if (input.current) input.current.value = "";
  });
  const drop = (dropped: Choice) => {
    setChosen(chosen.filter((each) => each !== dropped));
    input.current?.focus();
  };
  return (
    <div class="field" data-field={name}>
      <label for={id}>
        {label}
        {!required && <small>{say.optional}</small>}
      </label>
      {chosen.length > 0 && <Chosen name={name} chosen={chosen} drop={drop} />}
      <input
        {...{
          ref: input,
          id,
          role: "combobox",
          "aria-required": required,
          autocomplete: "off",
          placeholder: hint,
          ...problem.tie,
        }}
        {...choices.combobox(`${id}-list`)}
      />
      {choices.found && <Listed id={`${id}-list`} label={label} {...choices} found={choices.found} />}
      {problem.text && <Alert text={problem.text} id={problem.id} />}
    </div>
  );
}

function Chosen({ name, chosen, drop }: { name: string; chosen: readonly Choice[]; drop(choice: Choice): void }) {
  return (
    <ul class="chosen" aria-label={say.chosen}>
      {chosen.map((choice) => (
        <li key={choice.id}>
          <input type="hidden" name={name} value={choice.id} />
          <button type="button" aria-label={say.removeChoice(choice.name)} onClick={() => drop(choice)}>
            {choice.name}
            <Icon svg={x} />
          </button>
        </li>
      ))}
    </ul>
  );
}

interface ListedProps {
  id: string;
  label: string;
  found: readonly Choice[];
  active: number;
  take(choice: Choice): void;
}

function Listed({ id, label, found, active, take }: ListedProps) {
  if (found.length === 0) return <p class="hint">{say.none}</p>;
  return (
    <div class="choices" role="listbox" id={id} aria-label={label}>
      {found.map((choice, place) => (
        <button
          type="button"
          key={choice.id}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          onPointerDown={(event) => event.preventDefault()} // the field keeps the focus
          onClick={() => take(choice)}
        >
          {choice.name}
          {choice.hint && <small>{choice.hint}</small>}
        </button>
      ))}
    </div>
  );
}
