/** To be called before something that may take away what has the focus; gives what to call when that is done. */
export function keepFocus(from: Element): () => void {
  const homes = ["fieldset", "article", "section", "main"].map((home) => from.closest(home));
  return () =>
    setTimeout(() => {
      if (document.activeElement !== document.body) return;
      const home = homes.find((each) => each?.isConnected);
      if (home?.matches("fieldset")) return focusFirst(home);
      const heading = home?.querySelector<HTMLElement>("h1, h2, h3");
      if (!heading) return;
      heading.tabIndex = -1;
      heading.focus();
    });
}

/** The first field of what has just opened, or what it begins with. */
export function focusFirst(within: Element | null): void {
  const field = "input:not([type=hidden], [type=radio]:not(:checked)), textarea, select";
  within?.querySelector<HTMLElement>(within.querySelector(field) ? field : "button")?.focus();
}
