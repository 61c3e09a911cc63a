import { useState } from "preact/hooks";

let count = 0;

/** An id for one element. Preact's `useId` counts from the start again whenever the whole page is drawn anew. */
export function useOwnId(): string {
  return useState(() => `own-${++count}`)[0];
}
