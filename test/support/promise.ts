import type { Answer } from "./http.js";
import type { Person } from "./register.js";
import { type Asked, done, mutationOf, saved } from "./sent.js";

const PROPOSE = mutationOf(
  "proposeCommitment",
  `commitment { id reference status version visibility nextStatuses proposedBy { key } parties { role locality { key } } }
  change { id cursor from to }`,
);

const CHANGE = mutationOf(
  "changeCommitmentStatus",
  `commitment { id status version statusSince nextStatuses }
  change { id cursor from to reason at evidence { title url } by { name role localities { key } } reverts { id } }`,
);

const REVERT = mutationOf(
  "revertStatusChange",
  "commitment { id status version } change { id from to reason reverts { id } }",
);

const PLEDGE = {
  title: "Trồng một vườn cây chung",
  kind: "PLEDGE",
  parties: [
    { localityId: "ha-noi", role: "OWES" },
    { localityId: "quang-nam", role: "BENEFITS" },
  ],
  sectorIds: ["agriculture"],
};

export const evidence = [{ title: "Biên bản nghiệm thu", url: "https://example.org/bien-ban.pdf" }];

/** Proposes a promise of Hà Nội to Quảng Nam, with changes where a story wants them. */
export function propose(register: Asked, as: Person | undefined, changes: object = {}): Promise<Answer> {
  return register.ask(PROPOSE, { input: { ...PLEDGE, ...changes } }, as);
}

export async function proposed(register: Asked, as: Person = "hanoi", changes: object = {}): Promise<any> {
  return done(await propose(register, as, changes)).proposeCommitment.commitment;
}

/** Makes changes to a commitment as a coordinator. */
export const updated = (register: Asked, input: object) => saved(register, "updateCommitment", input, "coordinator");

/** Takes one step. */
export function step(
  register: Asked,
  commitmentId: string,
  to: string,
  as: Person | undefined,
  more: object = {},
): Promise<Answer> {
  return register.ask(CHANGE, { input: { commitmentId, to, ...more } }, as);
}

export function revert(register: Asked, changeId: string, as: Person, more: object = {}): Promise<Answer> {
  return register.ask(REVERT, { input: { changeId, reason: "Bấm nhầm", ...more } }, as);
}

/** What each status needs to be stepped to, whoever steps. */
const NEEDS: Record<string, object> = {
  DECLINED: { reason: "Không phù hợp" },
  CANCELLED: { reason: "Không còn cần" },
  STALLED: { reason: "Chờ vốn" },
  DISPUTED: { reason: "Chưa thấy kết quả" },
  REPORTED_DONE: { evidence },
};

/** From where each status is reached, and who takes that step. */
const LAST_STEP: Record<string, [from: string, as: Person]> = {
  AGREED: ["PROPOSED", "quangNam"],
  DECLINED: ["PROPOSED", "quangNam"],
  CANCELLED: ["PROPOSED", "hanoi"],
  IN_PROGRESS: ["AGREED", "hanoi"],
  STALLED: ["IN_PROGRESS", "hanoi"],
  REPORTED_DONE: ["IN_PROGRESS", "hanoi"],
  COMPLETED: ["REPORTED_DONE", "quangNam"],
  DISPUTED: ["REPORTED_DONE", "quangNam"],
};

function wayTo(status: string): [to: string, as: Person][] {
  const [from, as] = LAST_STEP[status] ?? [];
  return from === undefined || as === undefined ? [] : [...wayTo(from), [status, as]];
}

/** A new promise of Hà Nội to Quảng Nam, led to a status by the two sides. */
export async function promiseAt(register: Asked, status: string): Promise<{ id: string; changeId: string }> {
  const { commitment, change } = done(await propose(register, "hanoi")).proposeCommitment;
  let changeId = change.id;
  for (const [to, as] of wayTo(status)) {
    const answer = await step(register, commitment.id, to, as, NEEDS[to]);
    changeId = done(answer).changeCommitmentStatus.change.id;
  }
  return { id: commitment.id, changeId };
}

export const needsOf = (status: string): object => NEEDS[status] ?? {};
