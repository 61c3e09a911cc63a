import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { clip } from "./clip.js";

interface Props {
  text: string;
  lines: number;
  as?: "p" | "h1" | "h2" | "span";
  class?: string;
}

/** A text of so many lines at most; what is too long ends after a word, as style sheets would end it within one. */
export function Clamped({ text, lines, as: Tag = "p", class: name = "" }: Props) {
  const ref = useRef<HTMLElement>(null);
  const clipped = () => ref.current && clip(ref.current, { text, lines });
  useLayoutEffect(() => void clipped(), [text, lines, name]);
  useEffect(() => {
    const leaving = new AbortController();
    addEventListener("resize", clipped, { signal: leaving.signal });
    void document.fonts.ready.then(clipped); // lines break otherwise in another font
    return () => leaving.abort();
  }, [text, lines, name]);
  return (
    <Tag ref={ref as never} class={name}>
      {text}
    </Tag>
  );
}
