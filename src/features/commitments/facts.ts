import { In } from "typeorm";
import type { Db } from "../../store/db.js";
import { Sector } from "../sectors/sector.entity.js";
import { Commitment } from "./commitment.entity.js";
import type { Visibility } from "./commitment.enums.js";
import { CommitmentParty, CommitmentSector, CommitmentSpeaker } from "./commitment-parts.entity.js";
import type { Facts } from "./conditions.js";
import type { StatusChange } from "./status-change.entity.js";

const remembered = new WeakMap<StatusChange, Promise<Facts & { visibility: Visibility }>>();

/** What filters and visibility ask of a change: read once, however many screens follow it. */
export function factsOf(db: Db, change: StatusChange): Promise<Facts & { visibility: Visibility }> {
  let facts = remembered.get(change);
  if (facts === undefined) {
    facts = readFacts(db, change);
    remembered.set(change, facts);
    facts.catch(() => remembered.delete(change));
  }
  return facts;
}

async function readFacts({ read }: Db, change: StatusChange): Promise<Facts & { visibility: Visibility }> {
  const { commitmentId } = change;
  const [commitment, parties, sectors, speakers] = await Promise.all([
    read.findOneByOrFail(Commitment, { id: commitmentId }),
    read.findBy(CommitmentParty, { commitmentId }),
    read.findBy(CommitmentSector, { commitmentId }),
    read.findBy(CommitmentSpeaker, { commitmentId }),
  ]);
  const own = await read.findBy(Sector, { id: In(sectors.map((each) => each.sectorId)) });
  const { kind, dueEnd, initiativeId, meetingId, searchKey, visibility } = commitment;
  return {
    ...{ kind, dueEnd, initiativeId, meetingId, searchKey, visibility, parties },
    status: change.toStatus,
    statusSince: change.at,
    sectors: own.flatMap(({ id, parentId }) => (parentId === null ? [id] : [id, parentId])),
    saidBy: speakers.map((each) => each.leaderId),
  };
}
