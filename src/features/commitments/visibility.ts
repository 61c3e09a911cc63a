import { type Identity, isCoordinator } from "../../graphql/identity.js";
import type { Scope } from "../../graphql/scope.js";
import { Visibility } from "../../graphql/visibility.js";
import type { Tx } from "../../store/db.js";
import { hiddenId } from "../../store/hidden-id.js";

/** Who may see a commitment: one rule, once as SQL and once on an event. */

export const visibleCommitments: Scope = (who, alias) => {
  if (isCoordinator(who)) return null;
  const open = `${alias}.visibility = '${Visibility.PUBLIC}'`;
  if (who.offices.length === 0) return open;
  // Asked of those that are not open alone: as a list of ids, PostgreSQL would read every commitment for it.
  const own = `p.commitment_id = ${alias}.id AND p.locality_id IN (${who.offices.join(", ")})`;
  return `${open} OR EXISTS (SELECT 1 FROM commitment_party p WHERE ${own})`;
};

/** What hangs on a commitment is seen by those who see the commitment. */
export const visibleChanges: Scope = (who, alias) => {
  const scope = visibleCommitments(who, "v");
  return scope && `EXISTS (SELECT 1 FROM commitment v WHERE v.id = ${alias}.commitment_id AND (${scope}))`;
};

export function maySee(
  who: Identity,
  commitment: { visibility: Visibility; parties: readonly { localityId: number }[] },
): boolean {
  return (
    isCoordinator(who) ||
    commitment.visibility === Visibility.PUBLIC ||
    commitment.parties.some((party) => who.offices.includes(party.localityId))
  );
}

/** The id of a new row about a commitment: undefined for the next one; of a hidden commitment one that tells nobody of it. */
export async function idAbout(
  { visibility }: { visibility: Visibility },
  tx: Tx,
  table: "commitment" | "status_change" | "agenda_item",
): Promise<number | undefined> {
  return visibility === Visibility.PUBLIC ? undefined : hiddenId(tx, table);
}
