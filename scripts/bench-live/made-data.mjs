// Fifty made commitments, each under an initiative of its own, and five hundred filters: ten ask for each of the fifty.
export const KEYS = 50;
const KINDS = 10;

const keyOf = (index) => `bench-${String(index).padStart(2, "0")}`;

/** A data file, for the loader. */
export function madeFile() {
  const all = Array.from({ length: KEYS }, (_, index) => index);
  return JSON.stringify({ initiatives: all.map(initiative), commitments: all.map(commitment) });
}

function initiative(index) {
  return {
    key: keyOf(index),
    title: `Chương trình hợp tác số ${index + 10} giữa hai địa phương`,
    participants: ["ha-noi", "quang-nam"].map((locality) => ({ locality, role: "PARTICIPANT" })),
    sectors: ["energy"],
    sources: [{ document: "bao-cao-hoi-nghi-ha-noi-quang-nam", locator: "L13" }],
  };
}

function commitment(index) {
  return {
    key: keyOf(index),
    reference: `BENCH-${index + 10}`,
    kind: "PLEDGE",
    title: `Xây một trạm điện mặt trời thử tải số ${index + 10} cho xã vùng cao`,
    owes: ["ha-noi"],
    benefits: ["quang-nam"],
    proposedBy: "ha-noi",
    saidBy: ["nguyen-duc-chung"],
    sectors: ["energy"],
    initiative: keyOf(index),
    status: "IN_PROGRESS",
    sources: [{ document: "bao-cao-hoi-nghi-ha-noi-quang-nam", locator: "L15" }],
  };
}

/**
 * The filter of the subscriber with this number:
 * of 500 in a row no two are the same, and each event is for ten of them.
 */
export function filterOf(number) {
  const key = number % KEYS;
  const kinds = [
    {},
    { kind: ["PLEDGE"] },
    { party: ["ha-noi"] },
    { owedBy: ["ha-noi"] },
    { benefits: ["quang-nam"] },
    { between: ["ha-noi", "quang-nam"] },
    { sector: ["industry-trade"] }, // the parent of energy
    { status: ["IN_PROGRESS", "STALLED"] },
    { search: `tram dien ${key + 10}` },
    { not: { kind: ["JOINT"] } },
  ];
  return { initiative: [keyOf(key)], ...kinds[Math.floor(number / KEYS) % KINDS] };
}

/** What all of the fifty have in common. */
const MADE = {
  facts: { kind: "PLEDGE", owedBy: "ha-noi", benefits: "quang-nam", status: "STALLED" },
  parties: ["ha-noi", "quang-nam"],
};

/** How plain graphql-ws tells whether an event is for a filter: by what it holds in memory. */
export function matches(filter, key) {
  if (filter == null) return true;
  const { facts, parties } = MADE;
  const tests = {
    initiative: (wanted) => wanted.includes(keyOf(key)),
    party: (wanted) => wanted.some((each) => parties.includes(each)),
    between: (wanted) => wanted.every((each) => parties.includes(each)),
    sector: (wanted) => wanted.some((each) => ["energy", "industry-trade"].includes(each)),
    search: (text) => `tram dien ${key + 10}`.includes(text),
    not: (inner) => !matches(inner, key),
  };
  return Object.entries(filter).every(
    ([name, wanted]) => wanted == null || (tests[name]?.(wanted) ?? wanted.includes(facts[name])),
  );
}
