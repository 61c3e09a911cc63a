import { useRef, useState } from "preact/hooks";

export interface Choice {
  id: string;
  name: string;
  hint?: string;
}

const WAIT_MS = 150;

/** What there is to choose from while somebody types, and the keys that choose it. */
export function useChoices(find: (text: string) => Promise<readonly Choice[]>, onTake: (choice: Choice) => void) {
  const { found, coming, look, close } = useFound(find);
  const [active, setActive] = useState(0);
  const take = (choice: Choice) => {
    onTake(choice);
    close();
  };
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    if (event.key === "Enter") event.preventDefault(); // in this field it chooses, and sends nothing
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (found === null && event.key === "Enter") return coming.current?.then(([first]) => first && take(first));
    if (found === null) return step === 1 ? look(event.currentTarget.value, 0) : undefined;
    const choice = found[active];
    if (step !== 0) setActive((active + step + found.length) % found.length);
    else if (event.key === "Enter" && choice) take(choice);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const lookAnew = (wait?: number) => (event: { currentTarget: HTMLInputElement }) => {
    setActive(0);
    look(event.currentTarget.value, wait);
  };
  const keys = { onInput: lookAnew(), onFocus: lookAnew(0), onBlur: close, onKeyDown };
  return { found, active, take, combobox: (list: string) => ({ ...toldOf(found, active, list), ...keys }) };
}

/** What a combobox tells of its list. */
function toldOf(found: readonly Choice[] | null, active: number, list: string) {
  const isOpen = found !== null && found.length > 0;
  const open = { "aria-controls": list, "aria-activedescendant": `${list}-${active}` };
  return { "aria-expanded": isOpen, "aria-autocomplete": "list" as const, ...(isOpen ? open : {}) };
}

/** What was found for the text that was asked for last. */
function useFound(find: (text: string) => Promise<readonly Choice[]>) {
  const [found, setFound] = useState<readonly Choice[] | null>(null);
  const asked = useRef(0);
  const coming = useRef<Promise<readonly Choice[]> | null>(null);
  const close = () => {
    asked.current++; // what is on its way comes too late
    coming.current = null;
    setFound(null);
  };
  const look = (text: string, wait = WAIT_MS) => {
    close(); // nobody takes what was found for another text
    const mine = asked.current;
    const isLast = () => mine === asked.current;
    coming.current = new Promise<void>((resolve) => setTimeout(resolve, wait))
      .then(() => (isLast() ? find(text.trim()) : []))
      .catch(() => []);
    void coming.current.then((choices) => {
      if (isLast()) setFound(choices.length === 0 && text.trim() === "" ? null : choices);
    });
  };
  return { found, coming, look, close };
}
