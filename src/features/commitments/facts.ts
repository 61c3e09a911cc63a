import type { Loaders } from "../../graphql/loader.js";
import type { Visibility } from "../../graphql/visibility.js";
import type { Db } from "../../store/db.js";
import { hydrate } from "../../store/hydrate.js";
import { ask } from "../../store/statements.js";
import { LocalitySuccession } from "../localities/locality-parts.entity.js";
import { responsibleFor } from "../localities/succession.js";
import { Commitment } from "./commitment.entity.js";
import type { PartyRole } from "./commitment.enums.js";
import { CommitmentParty, CommitmentSector, CommitmentSpeaker } from "./commitment-parts.entity.js";
import type { Facts } from "./conditions.js";
import type { StatusChange } from "./status-change.entity.js";
import { agendaItemsSql } from "./tabled.js";

/** What filters and visibility ask of a change, and the rows that say so. */
export interface ChangeFacts extends Facts {
  visibility: Visibility;
  commitment: Commitment;
  parties: CommitmentParty[];
  sectorRows: CommitmentSector[];
  speakerRows: CommitmentSpeaker[];
}

const underWay = new WeakMap<StatusChange, Promise<ChangeFacts>>();

/**
 * Read once for all screens that ask at the same time. Nothing is remembered after that: what was public a moment
 * ago may be hidden now.
 */
export function factsOf(db: Db, change: StatusChange): Promise<ChangeFacts> {
  let facts = underWay.get(change);
  if (facts === undefined) {
    facts = readFacts(db, change).finally(() => underWay.delete(change));
    underWay.set(change, facts);
  }
  return facts;
}

/** What was read to decide who is told is not read again to tell it. */
export function giveFacts(load: Loaders, { commitment, parties, sectorRows, speakerRows }: ChangeFacts): void {
  load
    .give(commitment)
    .giveMany(CommitmentParty, "commitmentId", commitment.id, parties)
    .giveMany(CommitmentSector, "commitmentId", commitment.id, sectorRows)
    .giveMany(CommitmentSpeaker, "commitmentId", commitment.id, speakerRows);
}

interface Part {
  what: "party" | "sector" | "speaker" | "succession" | "agenda";
  id: number;
  /** The locality, sector, leader, successor or meeting. */
  other: number;
  /** The party's role, the sector's parent, the day and kind of the succession. */
  detail: string | null;
}

/** By hand, in two statements at once: this is read for every change and group of screens. */
async function readFacts({ read }: Db, change: StatusChange): Promise<ChangeFacts> {
  const { commitmentId } = change;
  const [rows, found] = await Promise.all([
    ask<Record<string, unknown>>(read, (to) => `SELECT * FROM commitment WHERE id = ${to.bind(commitmentId)}`),
    ask<Part>(read, (to) => {
      const of = to.bind(commitmentId);
      return `SELECT 'party' AS what, id, locality_id AS other, role AS detail FROM commitment_party WHERE commitment_id = ${of}
        UNION ALL SELECT 'speaker', id, leader_id, NULL FROM commitment_speaker WHERE commitment_id = ${of}
        UNION ALL ${agendaItemsSql("'agenda', a.id, a.meeting_id, NULL", of)}
        UNION ALL SELECT 'succession', predecessor_id, successor_id, effective_on || ' ' || kind FROM locality_succession
        UNION ALL SELECT 'sector', cs.id, s.id, CAST(s.parent_id AS text) FROM sector s
          JOIN commitment_sector cs ON cs.sector_id = s.id WHERE cs.commitment_id = ${of} ORDER BY what, id`;
    }),
  ]);
  const [commitment] = hydrate(read, Commitment, rows);
  if (commitment === undefined) throw new Error(`There is no commitment ${commitmentId}, which has changed.`);
  return factsFrom(change, commitment, found);
}

function factsFrom(change: StatusChange, commitment: Commitment, found: readonly Part[]): ChangeFacts {
  const { kind, dueEnd, searchKey, visibility, initiativeId, meetingId, id: commitmentId } = commitment;
  const having = (what: Part["what"]) => found.filter((part) => part.what === what);
  const sectors = having("sector");
  const speakers = having("speaker");
  return {
    ...{ kind, dueEnd, searchKey, visibility, initiativeId, meetingId, commitment },
    status: change.toStatus,
    statusSince: change.at,
    sectors: sectors.flatMap(({ other, detail }) => (detail === null ? [other] : [other, Number(detail)])),
    agendas: having("agenda").map(({ other }) => other),
    saidBy: speakers.map(({ other }) => other),
    answering: having("party").map(({ other }) => responsibleFor(having("succession").map(toSuccession), other)),
    parties: having("party").map(({ id, other, detail }) =>
      Object.assign(new CommitmentParty(), { id, commitmentId, localityId: other, role: detail as PartyRole }),
    ),
    sectorRows: sectors.map(({ id, other }) =>
      Object.assign(new CommitmentSector(), { id, commitmentId, sectorId: other }),
    ),
    speakerRows: speakers.map(({ id, other }) =>
      Object.assign(new CommitmentSpeaker(), { id, commitmentId, leaderId: other }),
    ),
  };
}

function toSuccession({ id, other, detail }: Part): LocalitySuccession {
  const [effectiveOn, kind] = (detail ?? "").split(" ");
  return Object.assign(new LocalitySuccession(), { predecessorId: id, successorId: other, effectiveOn, kind });
}
