const GOOD_FOR_MS = 1_000;

/** Lets all who ask share one look at a time, whose answer is good for a second. */
export function sharedLook<T>(look: () => Promise<T>): () => Promise<T> {
  let latest: Promise<T> | undefined;
  const forget = () => {
    latest = undefined;
  };
  return () => {
    latest ??= look().finally(() => setTimeout(forget, GOOD_FOR_MS).unref());
    return latest;
  };
}
