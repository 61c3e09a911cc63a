import { type Identity, isCoordinator } from "../../graphql/identity.js";
import type { Entity } from "../../graphql/loader.js";
import { Role } from "../../graphql/role.js";
import { EVERY_ROW, type Scope, scopeOf } from "../../graphql/scope.js";
import { Visibility } from "../../graphql/visibility.js";
import { tableOf } from "../../store/columns.js";

/** Every noun that cites documents: each says itself who may see it. */
const citing = new Set<Entity<object>>();

export function cites(noun: Entity<object>): void {
  citing.add(noun);
}

/** A document that is not public is seen by those who may see something that cites it. */
export const visibleDocuments: Scope = (who, alias) => {
  if (isCoordinator(who)) return null;
  const seen = [...citing].map((noun) => seenBy(who, noun));
  return `${alias}.visibility = '${Visibility.PUBLIC}' OR ${isCited(alias, seen.join(" OR "))}`;
};

/** Until something cites it, nobody sees it: the officer who has just made it cites it by the name that nobody else knows. */
export const citableDocuments: Scope = (who, alias) => {
  const seen = visibleDocuments(who, alias);
  return seen === null || who.role !== Role.OFFICER ? seen : `${seen} OR NOT ${isCited(alias, EVERY_ROW)}`;
};

const isCited = (alias: string, where: string) =>
  `EXISTS (SELECT 1 FROM citation c WHERE c.document_id = ${alias}.id AND (${where}))`;

/** The citations that a caller sees in records of a kind. */
function seenBy(who: Identity, noun: Entity<object>): string {
  const scope = scopeOf(noun, who, "v");
  const cited = `c.subject = '${noun.name}'`;
  if (scope === EVERY_ROW) return cited;
  return `${cited} AND EXISTS (SELECT 1 FROM ${tableOf(noun)} v WHERE v.id = c.subject_id AND (${scope}))`;
}
