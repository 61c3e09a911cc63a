import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { keepFocus } from "./focus.js";
import { Alert } from "./form.js";
import { type Send, usePress } from "./press.js";
import { problemOf } from "./problem.js";

interface Props {
  action: string;
  class?: string;
  run(send: Send): Promise<unknown>;
  children: ComponentChildren;
}

/** A button that does something at once. It keeps the focus while it is busy, and says beside it what went wrong. */
export function Act({ action, class: name = "", run, children }: Props) {
  const press = usePress();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const onClick = async ({ currentTarget }: { currentTarget: Element }) => {
    if (isBusy) return;
    const focus = keepFocus(currentTarget);
    setBusy(true);
    setProblem(null);
    await run(press.send).catch((error) => setProblem(problemOf(error).text));
    setBusy(false);
    focus();
  };
  return (
    <>
      <button
        type="button"
        class={name}
        data-action={action}
        aria-disabled={isBusy}
        aria-busy={isBusy}
        onClick={onClick}
      >
        {children}
      </button>
      {problem && <Alert text={problem} />}
    </>
  );
}
