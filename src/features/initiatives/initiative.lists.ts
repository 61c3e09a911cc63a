import type { Context } from "../../graphql/context.js";
import { connectionOf } from "../../graphql/lists/connection.js";
import { NounList, type Where } from "../../graphql/lists/list.js";
import { listField } from "../../graphql/lists/list-field.js";
import { Direction } from "../../graphql/lists/page-args.js";
import { readWords, wordsMatch } from "../../graphql/lists/search.js";
import { lookUpAll } from "../../graphql/reference.js";
import { Locality } from "../localities/locality.entity.js";
import { Sector } from "../sectors/sector.entity.js";
import { Initiative } from "./initiative.entity.js";
import { InitiativeOrderField, ParticipantRole } from "./initiative.enums.js";
import { InitiativeFilter, InitiativeOrder } from "./initiative.inputs.js";

const initiativeList = new NounList<InitiativeFilter>({
  entity: Initiative,
  connection: connectionOf(Initiative),
  filter: InitiativeFilter,
  orderBy: InitiativeOrder,
  orders: {
    [InitiativeOrderField.TITLE]: (row) => `${row}.sort_key`,
    [InitiativeOrderField.KEY]: (row) => `${row}.key`,
  },
  usually: { field: InitiativeOrderField.TITLE, direction: Direction.ASC, description: "by title" },
  where,
});

export const initiativeLists = [
  listField(initiativeList, "initiatives", "Joint initiatives."),
  listField(initiativeList, "initiatives", "The initiatives in which it takes part.", {
    noun: Locality,
    through: { rows: "SELECT initiative_id AS child, locality_id AS parent FROM initiative_participant" },
  }),
  listField(initiativeList, "initiatives", "The initiatives in it and in its children.", {
    noun: Sector,
    through: {
      rows: `SELECT initiative_id AS child, sector_id AS parent FROM initiative_sector
        UNION SELECT i.initiative_id, s.parent_id FROM initiative_sector i JOIN sector s ON s.id = i.sector_id
        WHERE s.parent_id IS NOT NULL`,
    },
  }),
];

async function where(ctx: Context, { participant, lead, sector, search }: InitiativeFilter): Promise<Where> {
  const participants = await lookUpAll(ctx, Locality, participant);
  const leads = await lookUpAll(ctx, Locality, lead);
  const sectors = await lookUpAll(ctx, Sector, sector);
  return (statement, row) => {
    const found: string[] = [];
    const among = (rows: string) => found.push(`${row}.id IN (SELECT initiative_id FROM ${rows})`);
    if (participants !== null) among(`initiative_participant WHERE ${statement.isIn("locality_id", participants)}`);
    if (leads !== null) {
      among(
        `initiative_participant WHERE role = '${ParticipantRole.LEAD}' AND ${statement.isIn("locality_id", leads)}`,
      );
    }
    if (sectors !== null) {
      const within = `${statement.isIn("s.id", sectors)} OR ${statement.isIn("s.parent_id", sectors)}`;
      among(`initiative_sector i JOIN sector s ON s.id = i.sector_id WHERE ${within}`);
    }
    if (search != null) found.push(...wordsMatch(statement, "initiative", row, readWords(search)));
    return found;
  };
}
