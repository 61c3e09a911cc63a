import fc from "fast-check";
import { daysAgo, firstInstant } from "../../src/base/dates.js";
import { AgendaItem } from "../../src/features/agenda/agenda-item.entity.js";
import { Commitment } from "../../src/features/commitments/commitment.entity.js";
import { CommitmentKind, CommitmentStatus } from "../../src/features/commitments/commitment.enums.js";
import { createCommitment } from "../../src/features/commitments/commitment.service.js";
import { changeOf, type StatusChange } from "../../src/features/commitments/status-change.entity.js";
import { stepsFrom } from "../../src/features/commitments/steps.js";
import { Initiative } from "../../src/features/initiatives/initiative.entity.js";
import type { Meeting } from "../../src/features/meetings/meeting.entity.js";
import { MeetingKind } from "../../src/features/meetings/meeting.enums.js";
import { saveMeeting } from "../../src/features/meetings/meeting.service.js";
import { Visibility } from "../../src/graphql/visibility.js";
import type { Tx } from "../../src/store/db.js";
import type { Register } from "./register.js";

/** Promises as fast-check imagines them: of every kind, in every status, with long, dated and mistaken histories. */

export const LOCALITIES = ["ha-noi", "quang-nam", "da-nang", "thua-thien-hue", "hue"];
export const SECTORS = ["industry-trade", "energy", "agriculture", "high-tech-farming", "health"];
export const LEADERS = ["nguyen-duc-chung", "phan-viet-cuong", "nguyen-lan-huong"];
export const INITIATIVES = ["party-exchange", "investment-promotion", "tourism-2017-2020"];
export const MEETINGS = ["hoi-nghi-ha-noi-quang-nam-2019", "ra-soat-2026"];
export const WORDS = ["vườn", "bệnh viện", "Đà Nẵng", "đường", "Hoà bình"];

const day = (days: number) => daysAgo(days).slice(0, 10);

/** On both sides of every line: of today, of a month's and a year's end, of being stale. */
export const DATES = [
  "2018",
  "2019-08",
  "2027",
  "2031",
  day(0).slice(0, 4),
  day(0).slice(0, 7),
  day(1),
  day(0),
  day(-1),
];
const AGES = [0, 1, 30, 179, 181, 400, 1_500, 3_000];

const someOf = <T>(values: readonly T[], minLength = 0) => fc.subarray([...values], { minLength });
const orNull = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values));

const promise = fc.record({
  title: someOf(WORDS, 1).map((words) => words.join(" ")),
  kind: fc.constantFrom(...Object.values(CommitmentKind)),
  visibility: fc.constantFrom(Visibility.PUBLIC, Visibility.PUBLIC, Visibility.PARTIES),
  parties: fc
    .shuffledSubarray(LOCALITIES, { minLength: 2, maxLength: 4 })
    .map(([owes, ...benefits]) => ({ owes: [owes as string], benefits })),
  sectors: someOf(SECTORS),
  saidBy: someOf(LEADERS),
  initiative: orNull(INITIATIVES),
  meeting: orNull(MEETINGS),
  dueOn: orNull(DATES),
  birth: fc.record({ status: fc.constantFrom(...Object.values(CommitmentStatus)), year: orNull(["2018", "2021"]) }),
  /** Which of the steps that may follow is taken, and how many days ago: mostly, but not always, in that order. */
  steps: fc.array(fc.record({ which: fc.nat(), age: fc.constantFrom(...AGES) }), { maxLength: 5 }),
  inOrder: fc.constantFrom(true, true, false),
});
type Imagined = typeof promise extends fc.Arbitrary<infer P> ? P : never;

export async function enterPromises({ app }: Register, count: number, seed = 1): Promise<void> {
  const imagined = fc.sample(promise, { seed, numRuns: count });
  await app.db.write(async (tx) => {
    const { row: review } = await saveMeeting(
      tx,
      { key: MEETINGS[1], title: "Rà soát", kind: MeetingKind.REVIEW, localities: ["ha-noi", "hue"] },
      null,
    );
    const initiative = await tx.findOneByOrFail(Initiative, { key: INITIATIVES[0] });
    await putOnAgenda(tx, review, { initiativeId: initiative.id });
    for (const { id } of await tx.find(Commitment, { take: 5 })) await putOnAgenda(tx, review, { commitmentId: id });
    for (const each of imagined) await enter(tx, each, (change) => app.feed.log.append(tx, [change]));
  });
}

async function putOnAgenda(tx: Tx, { id }: Meeting, about: Partial<AgendaItem>): Promise<void> {
  const place = 10 - (await tx.countBy(AgendaItem, { meetingId: id })); // against the order of their ids
  await tx.insert(AgendaItem, { meetingId: id, place, titleVi: `Mục ${place}`, ...about });
}

async function enter(
  tx: Tx,
  { parties, birth, steps, inOrder, ...record }: Imagined,
  append: (change: StatusChange) => Promise<unknown>,
): Promise<void> {
  const ages = steps.map(({ age }) => age);
  if (inOrder) ages.sort((a, b) => b - a);
  const at = birth.year === null ? daysAgo(Math.max(...AGES)) : firstInstant(birth.year);
  const commitment = await createCommitment(
    tx,
    { ...record, ...parties, sources: undefined },
    { toStatus: birth.status, at, proposedById: null },
  );
  const of = { commitmentId: commitment.id, byName: "Thử" };
  const history = [changeOf({ ...of, fromStatus: null, toStatus: birth.status, at, datedOn: birth.year })];
  await append(history[0] as StatusChange);
  for (const [index, { which }] of steps.entries()) {
    const next = nextOf(history, which);
    if (next === undefined) break;
    const change = changeOf({ ...of, ...next, at: daysAgo(ages[index] as number) });
    await append(change);
    history.push(change);
  }
  const { toStatus: status, at: statusSince } = history.at(-1) as StatusChange;
  await tx.update("Commitment", { id: commitment.id }, { status, statusSince, version: history.length });
}

type Next = Pick<StatusChange, "fromStatus" | "toStatus"> & Partial<Pick<StatusChange, "revertsId">>;

/** One of the steps of the graph, or that the last one was a mistake. */
function nextOf(history: readonly StatusChange[], which: number): Next | undefined {
  const last = history.at(-1) as StatusChange;
  const fromStatus = last.toStatus;
  const steps = stepsFrom(fromStatus).map(({ to }): Next => ({ fromStatus, toStatus: to }));
  if (last.fromStatus !== null && last.revertsId === null)
    steps.push({ fromStatus, toStatus: last.fromStatus, revertsId: last.id });
  return steps[which % Math.max(steps.length, 1)];
}
