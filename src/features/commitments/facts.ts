import { In } from "typeorm";
import type { Db } from "../../store/db.js";
import { Sector } from "../sectors/sector.entity.js";
import { Commitment } from "./commitment.entity.js";
import type { Visibility } from "./commitment.enums.js";
import { CommitmentParty, CommitmentSector, CommitmentSpeaker } from "./commitment-parts.entity.js";
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

async function readFacts({ read }: Db, change: StatusChange): Promise<ChangeFacts> {
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
