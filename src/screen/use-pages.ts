import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Room } from "./room.js";

const PAGE_MS = 8_000;

interface Layout {
  count: number;
  /** From the left of one page to that of the next, in pixels. */
  stride: number;
  /** For each page the group that goes on from the page before, or null. */
  continued: (string | null)[];
}

interface Pages extends Layout {
  ref: RefObject<HTMLDivElement | null>;
  page: number;
}

/**
 * The browser breaks the board into pages, as columns beside each other. They come by themselves, and that of a row
 * that was called comes at once.
 */
export function usePages({ called, rows }: Room): Pages {
  const ref = useRef<HTMLDivElement>(null);
  const [layout, setLayout] = useState<Layout>({ count: 1, stride: 0, continued: [null] });
  const [page, setPage] = useState(0);
  const look = () => ref.current && setLayout(layoutOf(ref.current));
  useLayoutEffect(() => queueMicrotask(look), [rows]); // after long titles have been clipped
  useEffect(() => {
    if (ref.current === null) return;
    const observer = new ResizeObserver(look);
    observer.observe(ref.current);
    void document.fonts.ready.then(look); // lines break otherwise in another font
    return () => observer.disconnect();
  }, []);
  const isThere = rows.has(called.id ?? "");
  useLayoutEffect(() => {
    const row = ref.current?.querySelector(`[data-commitment="${CSS.escape(called.id ?? "")}"]`);
    if (ref.current && row) setPage(pageOf(ref.current, row));
  }, [called.times, isThere, layout.stride]);
  const shown = Math.min(page, layout.count - 1);
  useEffect(() => {
    const timer = setInterval(() => setPage((before) => (before + 1) % layout.count), PAGE_MS);
    return () => clearInterval(timer);
  }, [called.times, layout.count]);
  useLayoutEffect(() => fadeIn(ref.current), [shown]);
  return { ...layout, ref, page: shown };
}

function layoutOf(pages: HTMLElement): Layout {
  const stride = strideOf(pages);
  const count = Math.max(1, Math.round(pages.scrollWidth / stride));
  const continued: (string | null)[] = Array(count).fill(undefined);
  for (const part of pages.querySelectorAll<HTMLElement>("h3, article")) {
    const page = pageOf(pages, part);
    if (page < count && continued[page] === undefined)
      continued[page] = part.tagName === "H3" ? null : (part.parentElement?.dataset.group ?? null);
  }
  return { count, stride, continued };
}

function strideOf(pages: HTMLElement): number {
  return pages.clientWidth + Number.parseFloat(getComputedStyle(pages).columnGap);
}

function pageOf(pages: HTMLElement, part: Element): number {
  const across = part.getBoundingClientRect().left - pages.getBoundingClientRect().left;
  return Math.round(across / strideOf(pages));
}

function fadeIn(element: HTMLElement | null): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  element?.animate({ opacity: [0, 1] }, { duration: 500, easing: "ease-out" });
}
