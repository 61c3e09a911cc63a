import { useState } from "preact/hooks";

let count = 0;

/** An id for one element. Preact's `useId` can give the same to two, in a page that is drawn anew from its root. */
export function useOwnId(): string {
  return useState(() => `own-${++count}`)[0];
}
