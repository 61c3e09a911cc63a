import type { ClassType } from "type-graphql";
import { listField } from "../../graphql/lists/list-field.js";
import type { Through } from "../../graphql/view.js";
import { Initiative } from "../initiatives/initiative.entity.js";
import { Leader } from "../leaders/leader.entity.js";
import { Locality } from "../localities/locality.entity.js";
import { Meeting } from "../meetings/meeting.entity.js";
import { Sector } from "../sectors/sector.entity.js";
import { commitmentList } from "./commitment.lists.js";

const commitmentsOf = (noun: ClassType, description: string, through: Through) =>
  listField(commitmentList, "commitments", description, { noun, through });

/** The commitments of the root, and those of other nouns. */
export const commitmentLists = [
  listField(commitmentList, "commitments", "Commitments that the caller may see."),
  commitmentsOf(Locality, "The commitments to which it is a party.", {
    rows: "SELECT DISTINCT commitment_id AS child, locality_id AS parent FROM commitment_party",
  }),
  commitmentsOf(Leader, "What the leader said.", {
    rows: "SELECT commitment_id AS child, leader_id AS parent FROM commitment_speaker",
  }),
  commitmentsOf(Sector, "The commitments in it and in its children.", {
    rows: `SELECT commitment_id AS child, sector_id AS parent FROM commitment_sector
      UNION SELECT cs.commitment_id, s.parent_id FROM commitment_sector cs JOIN sector s ON s.id = cs.sector_id
      WHERE s.parent_id IS NOT NULL`,
  }),
  commitmentsOf(Initiative, "The commitments under it.", { column: "initiative_id" }),
  commitmentsOf(Meeting, "The commitments made at it.", { column: "meeting_id" }),
];
