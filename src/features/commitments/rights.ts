import { type Identity, isCoordinator } from "../../graphql/identity.js";
import { Role } from "../../graphql/role.js";
import { PartyRole } from "./commitment.enums.js";
import type { Step, Taker } from "./steps.js";

/** What the rights on a commitment depend on. Localities are ids. */
export interface Standing {
  parties: readonly { localityId: number; role: PartyRole }[];
  proposedBy: number | null;
  /** For whom the last report of completion was made. */
  reportedBy: readonly number[];
  /** Who answers today for a locality. */
  answers: (locality: number) => number;
}

/** The parties for which the caller may take the step; empty if it may not. A coordinator needs none. */
export function actingFor(who: Identity, step: Step, standing: Standing): number[] {
  return who.role === Role.OFFICER ? TAKERS[step.by](who, standing) : [];
}

/** Coordinators and admins take any step of the table. */
export function mayTake(who: Identity, step: Step, standing: Standing): boolean {
  return isCoordinator(who) || actingFor(who, step, standing).length > 0;
}

/** The parties of a commitment for which an officer acts. */
export function ownParties(who: Identity, parties: Standing["parties"], role?: PartyRole): number[] {
  const own = parties.filter(
    (party) => (role === undefined || party.role === role) && who.offices.includes(party.localityId),
  );
  return [...new Set(own.map((party) => party.localityId))];
}

const TAKERS: Record<Taker, (who: Identity, standing: Standing) => number[]> = {
  "a party that owes": (who, { parties }) => ownParties(who, parties, PartyRole.OWES),
  "the proposer": (who, { parties, proposedBy }) => ownParties(who, parties).filter((id) => id === proposedBy),
  "any party but the proposer": (who, standing) =>
    secondSignature(
      who,
      standing,
      ownParties(who, standing.parties),
      standing.proposedBy === null ? [] : [standing.proposedBy],
    ),
  "a party that benefits and did not report": (who, standing) =>
    secondSignature(who, standing, ownParties(who, standing.parties, PartyRole.BENEFITS), standing.reportedBy),
};

/**
 * Two signatures are two localities, counted as they stand today: after a merger the one that signed first
 * cannot sign again in the name of its predecessor, nor an officer of both.
 */
function secondSignature(who: Identity, { answers }: Standing, parties: number[], first: readonly number[]): number[] {
  const signed = new Set(first.map(answers));
  const ownSide = who.localities.some((id) => signed.has(answers(id)));
  return ownSide ? [] : parties.filter((id) => !signed.has(answers(id)));
}
