// What is made up about each commitment, drawn from its number alone, so that no table need be kept in memory.

import { seeded, seedOf, weighted } from "./seeded.mjs";
import { CHANGES_EACH } from "./settings.mjs";

const BEGIN = Date.parse("2019-08-17T02:00:00Z");
const END = Date.parse("2026-06-30T10:00:00Z");
const DAY = 86_400_000;

const status = weighted({
  IN_PROGRESS: 30,
  COMPLETED: 20,
  AGREED: 10,
  PROPOSED: 8,
  STALLED: 8,
  REPORTED_DONE: 8,
  CANCELLED: 6,
  DISPUTED: 5,
  DECLINED: 5,
});
const kindOf = weighted({ PLEDGE: 55, REQUEST: 30, JOINT: 15 });
const precision = weighted({ 3: 70, 2: 12, 1: 8, 0: 10 });

const STARTED = ["PROPOSED", "AGREED", "IN_PROGRESS"];
const WAYS = {
  PROPOSED: ["PROPOSED"],
  AGREED: ["PROPOSED", "AGREED"],
  IN_PROGRESS: STARTED,
  STALLED: [...STARTED, "STALLED"],
  REPORTED_DONE: [...STARTED, "REPORTED_DONE"],
  COMPLETED: [...STARTED, "REPORTED_DONE", "COMPLETED"],
  DISPUTED: [...STARTED, "REPORTED_DONE", "DISPUTED"],
  DECLINED: ["PROPOSED", "DECLINED"],
  CANCELLED: [...STARTED, "CANCELLED"],
};

const range = (first, count) => Array.from({ length: count }, (_, index) => first + index);

export class Drafts {
  /** `world` holds what was loaded: localities and sectors, and the first free id of every table. */
  constructor(size, world) {
    this.size = size;
    this.world = world;
    this.leaders = range(world.next.leader, size.leaders);
    this.halts = this.planHalts();
  }

  /** How often each commitment was halted and taken up again, so that there are four changes for each on average. */
  planHalts() {
    const halts = new Uint8Array(this.size.commitments);
    this.steps = new Uint8Array(this.size.commitments);
    let missing = 0;
    for (let index = 0; index < halts.length; index++) {
      const way = WAYS[status(seeded(seedOf(1, index)))];
      this.steps[index] = way.length;
      missing += CHANGES_EACH - way.length;
      if (way.length < STARTED.length) continue;
      halts[index] = Math.min(3, Math.max(0, missing >> 1));
      missing -= 2 * halts[index];
    }
    return halts;
  }

  /** Its statuses, and when it came to each. */
  life(index) {
    const chance = seeded(seedOf(1, index));
    const way = WAYS[status(chance)];
    const halts = Array(this.halts[index]).fill(["STALLED", "IN_PROGRESS"]).flat();
    const path = [...way.slice(0, STARTED.length), ...halts, ...way.slice(STARTED.length)];
    return { path, times: this.times(index, path.length, chance) };
  }

  draft(index) {
    const chance = seeded(seedOf(9, index));
    const kind = kindOf(chance);
    const localities = chance.some(this.world.localities, chance.between(2, 3));
    const owing = kind === "JOINT" ? localities.length : chance.between(1, localities.length - 1);
    return {
      kind,
      owes: localities.slice(0, owing),
      benefits: kind === "JOINT" ? localities : localities.slice(owing),
      sectors: chance.some(this.world.sectors, chance.between(1, 2)),
      speakers: chance.some(this.leaders, chance.between(0, 2)),
      initiative: chance.next() < 0.8 ? this.world.next.initiative + chance.below(this.size.initiatives) : null,
      meeting: chance.next() < 0.3 ? this.world.next.meeting + chance.below(this.size.meetings) : null,
      visibility: chance.next() < 0.03 ? "PARTIES" : "PUBLIC",
      dueOn: dueOn(chance),
      chance,
    };
  }

  /** Commitments are entered one after the other over the years; the steps of each follow within some months. */
  times(index, count, chance) {
    const entered = BEGIN + ((END - BEGIN - 30 * DAY) * (index + chance.next())) / this.size.commitments;
    const gaps = Array.from({ length: count - 1 }, () => (10 + chance.next() * 150) * DAY);
    const shrink = Math.min(1, (END - entered) / (1 + gaps.reduce((sum, gap) => sum + gap, 0)));
    let at = entered;
    return [entered, ...gaps.map((gap) => (at += gap * shrink))].map(Math.floor);
  }

  /** Every change of status in the order of time: whose it is, which step of its, and who proposed it. */
  *changes() {
    const { commitments } = this.size;
    const total = Array.from(this.halts).reduce((sum, halts, index) => sum + 2 * halts + this.steps[index], 0);
    const [owner, step, time] = [new Uint32Array(total), new Uint8Array(total), new Float64Array(total)];
    const proposers = new Uint16Array(commitments);
    for (let index = 0, place = 0; index < commitments; index++) {
      proposers[index] = this.draft(index).owes[0].id;
      for (const [at, when] of this.life(index).times.entries()) {
        owner[place] = index;
        step[place] = at;
        time[place++] = when;
      }
    }
    const order = new Uint32Array(total).map((_, place) => place).sort((a, b) => time[a] - time[b] || a - b);
    for (const place of order)
      yield { index: owner[place], step: step[place], at: time[place], proposer: proposers[owner[place]] };
  }
}

/** By the day mostly, or by the month or the year, or open: as sources have it. */
function dueOn(chance) {
  const day = [chance.between(2020, 2031), chance.between(1, 12), chance.between(1, 28)];
  const parts = Number(precision(chance));
  if (parts === 0) return null;
  return day
    .slice(0, parts)
    .map((each) => String(each).padStart(2, "0"))
    .join("-");
}
