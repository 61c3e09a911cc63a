import { useEffect, useState } from "preact/hooks";

const NOTICE_MS = 6_000;

/** True for some seconds after each new value. */
export function useForAWhile(value: unknown): boolean {
  const [over, setOver] = useState<unknown>(null);
  useEffect(() => {
    const timer = setTimeout(() => setOver(value), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return over !== value;
}
