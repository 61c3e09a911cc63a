import { connectionOf } from "../../graphql/connection.js";
import type { Context } from "../../graphql/context.js";
import { listPage, type Page } from "../../graphql/page.js";
import { Direction, type PageArgs } from "../../graphql/page-args.js";
import { lookUpAll } from "../../graphql/reference.js";
import { readWords, wordsMatch } from "../../graphql/search.js";
import type { Statement } from "../../store/statements.js";
import { Locality } from "../localities/locality.entity.js";
import { Sector } from "../sectors/sector.entity.js";
import { Initiative } from "./initiative.entity.js";
import { InitiativeOrderField, ParticipantRole } from "./initiative.enums.js";
import type { InitiativeFilter, InitiativeOrder } from "./initiative.inputs.js";

export const InitiativeConnection = connectionOf(Initiative);

const ORDERS: Record<InitiativeOrderField, string> = {
  [InitiativeOrderField.TITLE]: "r.sort_key",
  [InitiativeOrderField.KEY]: "r.key",
};

interface InitiativeListArgs {
  filter?: InitiativeFilter | null;
  orderBy?: InitiativeOrder | null;
  page: PageArgs;
}

export async function listInitiatives(
  ctx: Context,
  { filter, orderBy, page }: InitiativeListArgs,
  of: { through?: string; parent?: number } = {},
): Promise<Page<Initiative>> {
  const { field, direction } = orderBy ?? { field: InitiativeOrderField.TITLE, direction: Direction.ASC };
  const where = await conditions(ctx, filter ?? {});
  const order = { name: field, sql: ORDERS[field], direction: direction ?? Direction.ASC };
  return listPage(ctx, { entity: Initiative, order, where, whereKey: JSON.stringify(filter ?? null), ...of }, page);
}

async function conditions(ctx: Context, { participant, lead, sector, search }: InitiativeFilter) {
  const participants = await lookUpAll(ctx, Locality, participant);
  const leads = await lookUpAll(ctx, Locality, lead);
  const sectors = await lookUpAll(ctx, Sector, sector);
  return (statement: Statement): string[] => {
    const found: string[] = [];
    const among = (rows: string) => found.push(`r.id IN (SELECT initiative_id FROM ${rows})`);
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
    if (search != null) found.push(...wordsMatch(statement, "r.search_key", readWords(search)));
    return found;
  };
}
