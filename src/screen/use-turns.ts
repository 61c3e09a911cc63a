import { useEffect, useState } from "preact/hooks";

const TURN_MS = 8_000;

/** So many of a list at a time, the next ones every few seconds. */
export function useTurns<Item>(items: readonly Item[], size: number): { shown: Item[]; page: number; count: number } {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((before) => before + 1), TURN_MS);
    return () => clearInterval(timer);
  }, []);
  const count = Math.max(1, Math.ceil(items.length / size));
  const page = turn % count;
  return { shown: items.slice(page * size, (page + 1) * size), page, count };
}
