import type { Db } from "../../store/db.js";
import { Statement } from "../../store/statements.js";
import type { Commitment } from "./commitment.entity.js";
import type { PartyRole, Visibility } from "./commitment.enums.js";
import type { Facts } from "./conditions.js";
import type { StatusChange } from "./status-change.entity.js";

export type ChangeFacts = Facts & { visibility: Visibility };

const underWay = new WeakMap<StatusChange, Promise<ChangeFacts>>();

/**
 * What filters and visibility ask of a change: read once for all screens that ask at the same time.
 * Nothing is remembered after that: what was public a moment ago may be hidden now.
 */
export function factsOf(db: Db, change: StatusChange): Promise<ChangeFacts> {
  let facts = underWay.get(change);
  if (facts === undefined) {
    facts = readFacts(db, change).finally(() => underWay.delete(change));
    underWay.set(change, facts);
  }
  return facts;
}

/** Those columns of a commitment that are asked for, as they are stored. */
type CommitmentRow = Pick<Commitment, "kind" | "visibility"> & {
  due_end: string;
  search_key: string;
  initiative_id: number | null;
  meeting_id: number | null;
};

interface Part {
  what: "party" | "sector" | "speaker";
  id: number;
  detail: string | null;
}

/** By hand, in two statements at once: this is read for every change and group of screens. */
async function readFacts({ read, dialect }: Db, change: StatusChange): Promise<ChangeFacts> {
  const one = new Statement(dialect);
  const parts = new Statement(dialect);
  const of = parts.bind(change.commitmentId);
  const [[row], found]: [CommitmentRow[], Part[]] = await Promise.all([
    read.query(
      `SELECT kind, visibility, due_end, search_key, initiative_id, meeting_id FROM commitment WHERE id = ${one.bind(change.commitmentId)}`,
      one.values,
    ),
    read.query(
      `SELECT 'party' AS what, locality_id AS id, role AS detail FROM commitment_party WHERE commitment_id = ${of}
        UNION ALL SELECT 'speaker', leader_id, NULL FROM commitment_speaker WHERE commitment_id = ${of}
        UNION ALL SELECT 'sector', s.id, CAST(s.parent_id AS text) FROM sector s
          JOIN commitment_sector cs ON cs.sector_id = s.id WHERE cs.commitment_id = ${of}`,
      parts.values,
    ),
  ]);
  if (row === undefined) throw new Error(`There is no commitment ${change.commitmentId}, which has changed.`);
  const having = (what: Part["what"]) => found.filter((part) => part.what === what);
  return {
    ...{ kind: row.kind, dueEnd: row.due_end, searchKey: row.search_key, visibility: row.visibility },
    ...{ initiativeId: row.initiative_id, meetingId: row.meeting_id },
    status: change.toStatus,
    statusSince: change.at,
    parties: having("party").map(({ id, detail }) => ({ localityId: id, role: detail as PartyRole })),
    sectors: having("sector").flatMap(({ id, detail }) => (detail === null ? [id] : [id, Number(detail)])),
    saidBy: having("speaker").map(({ id }) => id),
  };
}
