import { useRef, useState } from "preact/hooks";

export interface Choice {
  id: string;
  name: string;
  hint?: string;
}

const WAIT_MS = 150;

/** What there is to choose from while somebody types, and the keys that choose it. */
export function useChoices(find: (text: string) => Promise<readonly Choice[]>, onTake: (choice: Choice) => void) {
  const [found, setFound] = useState<readonly Choice[] | null>(null);
  const [active, setActive] = useState(0);
  const asked = useRef(0);
  const close = () => {
    asked.current++; // what is on its way comes too late
    setFound(null);
  };
  const look = (text: string, wait = WAIT_MS) => {
    const mine = ++asked.current;
    setTimeout(async () => {
      if (mine !== asked.current) return;
      const choices = await find(text.trim()).catch(() => []);
      if (mine !== asked.current) return;
      setActive(0);
      setFound(choices.length === 0 && text.trim() === "" ? null : choices);
    }, wait);
  };
  const take = (choice: Choice) => {
    onTake(choice);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") event.preventDefault(); // in this field it chooses, and sends nothing
    if (found === null) return event.key === "ArrowDown" ? look((event.target as HTMLInputElement).value, 0) : undefined;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    const choice = found[active];
    if (step !== 0) setActive((active + step + found.length) % found.length);
    else if (event.key === "Enter" && choice) take(choice);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const combobox = (list: string) => ({
    "aria-expanded": found !== null && found.length > 0,
    "aria-autocomplete": "list" as const,
    ...(found?.length ? { "aria-controls": list, "aria-activedescendant": `${list}-${active}` } : {}),
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => look(currentTarget.value),
    onFocus: ({ currentTarget }: { currentTarget: HTMLInputElement }) => look(currentTarget.value, 0),
    onBlur: close,
    onKeyDown,
  });
  return { found, active, take, combobox };
}
