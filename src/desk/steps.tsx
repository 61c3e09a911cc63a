import { useRef, useState } from "preact/hooks";
import { Icon } from "../pages/icon.js";
import { STATUSES, type Status } from "../pages/status.js";
import { decide, nameOf, needOf } from "./decision.js";
import type { Desk } from "./desk.js";
import { keepFocus } from "./focus.js";
import { Alert } from "./form.js";
import type { TabledFragment as Row } from "./graphql.generated.js";
import { Opened } from "./opening.js";
import { StepForm } from "./step-form.js";
import { type Brought, type Open, useStep } from "./use-step.js";

/** The steps that this person may take now. One that needs something, or meets a conflict, opens a form. */
export function Steps({ desk, row }: { desk: Desk; row: Row }) {
  const [open, setOpen] = useState<Open | null>(null);
  const { take, takeAtOnce, busy, problem } = useStep(desk, row.id, setOpen);
  const home = useRef<HTMLDivElement>(null);
  const close = () => {
    setOpen(null);
    setTimeout(() => home.current?.querySelector<HTMLElement>(`[data-step="${open?.decision.to}"]`)?.focus());
  };
  const press = (to: Status, button: Element) => {
    if (busy !== null) return;
    if (needOf(to) === null) void takeAtOnce(decide(to, row), button);
    else if (open?.decision.to === to) close();
    else setOpen({ decision: decide(to, row), isConflict: false });
  };
  return (
    <div class="tools" ref={home}>
      {row.nextStatuses.map((to) => (
        <StepButton key={to} {...{ row, to, busy, press }} isOpen={open?.decision.to === to} />
      ))}
      {problem?.version === row.version && <Alert text={problem.text} />}
      {open && <Chosen key={open.decision.to} {...{ row, close, take }} {...open} />}
    </div>
  );
}

interface ButtonProps {
  row: Row;
  to: Status;
  busy: Status | null;
  isOpen: boolean;
  press(to: Status, button: Element): void;
}

function StepButton({ row, to, busy, isOpen, press }: ButtonProps) {
  return (
    <button
      type="button"
      class="step"
      data-step={to}
      aria-disabled={busy !== null}
      aria-busy={busy === to}
      aria-expanded={needOf(to) === null ? undefined : isOpen}
      onClick={({ currentTarget }) => press(to, currentTarget)}
    >
      <span data-sign={to}>
        <Icon svg={STATUSES[to].icon} />
      </span>
      {nameOf({ from: row.status, to })}
    </button>
  );
}

type ChosenProps = Open & Pick<ReturnType<typeof useStep>, "take"> & { row: Row; close(): void };

function Chosen({ row, decision, isConflict, close, take }: ChosenProps) {
  const form = useRef<HTMLDivElement>(null);
  const send = async (brought: Brought) => {
    const focus = form.current && keepFocus(form.current);
    await take(isConflict ? decide(decision.to, row) : decision, brought);
    focus?.();
  };
  return (
    <Opened label={nameOf(decision)} close={close}>
      <div ref={form}>
        <StepForm {...{ row, decision, isConflict, close, send }} />
      </div>
    </Opened>
  );
}
