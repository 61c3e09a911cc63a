import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../pages/icon.js";
import { focusFirst } from "./focus.js";

interface Props {
  action: string;
  label: string;
  /** Shown instead of the label, which is then for those who do not see it. */
  icon?: string;
  class?: string;
  /** What is open already stays so until it is closed: nothing typed is lost. */
  may?: boolean;
  children(close: () => void): ComponentChildren;
}

/** A button that opens something to fill in. Esc closes it, and the focus comes back to the button. */
export function Opening({ action, label, icon, class: name = "", may = true, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    setTimeout(() => button.current?.focus());
  };
  if (!may && !isOpen) return null;
  return (
    <>
      <button
        ref={button}
        type="button"
        class={name}
        data-action={action}
        aria-expanded={isOpen}
        aria-label={icon && label}
        title={icon && label}
        onClick={() => (isOpen ? close() : setOpen(true))}
      >
        {icon ? <Icon svg={icon} /> : label}
      </button>
      {isOpen && (
        <Opened label={label} close={close}>
          {children(close)}
        </Opened>
      )}
    </>
  );
}

interface OpenedProps {
  label: string;
  close(): void;
  children: ComponentChildren;
}

/** What has opened: its first field gets the focus, and Esc closes it. */
export function Opened({ label, close, children }: OpenedProps) {
  const opened = useRef<HTMLFieldSetElement>(null);
  useLayoutEffect(() => focusFirst(opened.current), []);
  return (
    <fieldset class="opened" ref={opened} aria-label={label} onKeyDown={({ key }) => key === "Escape" && close()}>
      {children}
    </fieldset>
  );
}
