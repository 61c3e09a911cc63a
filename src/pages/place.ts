interface Item {
  id: string;
  place: number;
}

/** Of how many items a place can be told: null where some are hidden from the reader, who would count others. */
export function countOf(agenda: readonly Item[]): number | null {
  return (agenda.at(-1)?.place ?? 0) > agenda.length ? null : agenda.length;
}
