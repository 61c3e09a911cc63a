import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { keepFocus } from "./focus.js";
import { Alert } from "./form.js";
import { isAnswer, type Send, usePress } from "./press.js";
import { problemOf } from "./problem.js";

interface Props {
  action: string;
  class?: string;
  /** The version of what it changes. */
  of?: number;
  run(send: Send): Promise<unknown>;
  children: ComponentChildren;
}

/** A button that does something at once. It keeps the focus while it is busy, and says beside it what went wrong. */
export function Act({ action, class: name = "", of, run, children }: Props) {
  const press = usePress();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ text: string; until: number | undefined } | null>(null);
  /** To press again may be the next step once there is a newer version: perhaps the press had arrived. */
  const isOver = problem?.until !== undefined && problem.until !== of;
  const onClick = async ({ currentTarget }: { currentTarget: Element }) => {
    if (isBusy) return;
    const focus = keepFocus(currentTarget);
    setBusy(true);
    setProblem(null);
    await run(press.send).catch((error) =>
      setProblem({ text: problemOf(error).text, until: isAnswer(error) ? undefined : of }),
    );
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
      {problem && !isOver && <Alert text={problem.text} />}
    </>
  );
}
