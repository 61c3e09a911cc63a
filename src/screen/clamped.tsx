import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

interface Props {
  text: string;
  lines: number;
  as?: "p" | "h1" | "h2" | "span";
  class?: string;
}

/** A text of so many lines at most; what is too long ends after a word, as style sheets would end it within one. */
export function Clamped({ text, lines, as: Tag = "p", class: name = "" }: Props) {
  const ref = useRef<HTMLElement>(null);
  const clip = () => ref.current && cut(ref.current, text, lines);
  useLayoutEffect(() => void clip(), [text, lines, name]);
  useEffect(() => {
    const leaving = new AbortController();
    addEventListener("resize", clip, { signal: leaving.signal });
    void document.fonts.ready.then(clip); // lines break otherwise in another font
    return () => leaving.abort();
  }, [text, lines, name]);
  return (
    <Tag ref={ref as never} class={`clamped ${name}`}>
      {text}
    </Tag>
  );
}

function cut(element: HTMLElement, text: string, lines: number): void {
  const node = element.firstChild as Text;
  const words = text.split(" ");
  const tallest = Number.parseFloat(getComputedStyle(element).lineHeight) * (lines + 0.5);
  const range = document.createRange();
  const fits = (count: number) => {
    node.data =
      count === words.length
        ? text
        : `${words
            .slice(0, count)
            .join(" ")
            .replace(/[\s.,;:–-]+$/, "")}…`;
    range.selectNodeContents(node);
    return range.getBoundingClientRect().height < tallest; // the element itself may be as tall as what is beside it
  };
  if (fits(words.length)) return;
  let [most, least] = [words.length, 1];
  while (most - least > 1) {
    const middle = (most + least) >> 1;
    if (fits(middle)) least = middle;
    else most = middle;
  }
  fits(least);
}
