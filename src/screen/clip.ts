interface Clip {
  text: string;
  lines: number;
}

const waiting = new Map<HTMLElement, Clip>();

/** Ends a text after the last word that fits into so many lines, before it is seen. */
export function clip(element: HTMLElement, how: Clip): void {
  if (waiting.size === 0) queueMicrotask(clipAll);
  waiting.set(element, how);
}

/** All at once: first what is written, then what is read, then what is cut, or the browser would lay out for each. */
function clipAll(): void {
  const clips = [...waiting].filter(([element]) => element.isConnected);
  waiting.clear();
  for (const [element, { text }] of clips) write(element, text);
  const fitting = clips.map(([element, how]) => textThatFits(element, how));
  clips.forEach(([element], index) => {
    write(element, fitting[index] ?? "");
  });
}

/** Into the text node that is there: it is known to Preact. */
function write(element: HTMLElement, text: string): void {
  const node = element.firstChild as Text;
  if (node.data !== text) node.data = text;
}

function textThatFits(element: HTMLElement, { text, lines }: Clip): string {
  const { lineHeight, fontSize } = getComputedStyle(element);
  const tallest = Number.parseFloat(lineHeight) * (lines + 0.5);
  const range = document.createRange();
  const words = text.split(" ");
  const begin = (count: number) => words.slice(0, count).join(" ");
  const fits = (count: number) => {
    range.setStart(element.firstChild as Text, 0);
    range.setEnd(element.firstChild as Text, begin(count).length);
    return range.getBoundingClientRect().height < tallest;
  };
  if (fits(words.length)) return text;
  let [least, most] = [1, words.length];
  while (most - least > 1) {
    const middle = (least + most) >> 1;
    if (fits(middle)) least = middle;
    else most = middle;
  }
  fits(least);
  const end = [...range.getClientRects()].at(-1)?.right ?? 0;
  const hasRoom = end + Number.parseFloat(fontSize) <= element.getBoundingClientRect().right;
  return `${begin(hasRoom ? least : Math.max(1, least - 1)).replace(/[\s.,;:–-]+$/, "")}…`;
}
