import { connectionOf } from "../../graphql/connection.js";
import type { Context } from "../../graphql/context.js";
import { listPage, type Page } from "../../graphql/page.js";
import { Direction, type PageArgs } from "../../graphql/page-args.js";
import { lookUpAll } from "../../graphql/reference.js";
import { readWords, wordsMatch } from "../../graphql/search.js";
import type { Statement } from "../../store/statements.js";
import { Locality } from "../localities/locality.entity.js";
import { Leader } from "./leader.entity.js";
import type { LeaderFilter, LeaderOrder } from "./leader.inputs.js";

export const LeaderConnection = connectionOf(Leader);

interface LeaderListArgs {
  filter?: LeaderFilter | null;
  orderBy?: LeaderOrder | null;
  page: PageArgs;
}

export async function listLeaders(
  ctx: Context,
  { filter, orderBy, page }: LeaderListArgs,
  of: { through?: string; parent?: number } = {},
): Promise<Page<Leader>> {
  const localities = await lookUpAll(ctx, Locality, filter?.locality);
  return listPage(
    ctx,
    {
      entity: Leader,
      order: { name: "NAME", sql: "r.sort_key", direction: orderBy?.direction ?? Direction.ASC },
      where: (statement) => conditions(statement, filter ?? {}, localities),
      whereKey: JSON.stringify(filter ?? null),
      ...of,
    },
    page,
  );
}

function conditions(statement: Statement, { body, search }: LeaderFilter, localities: number[] | null): string[] {
  const found: string[] = [];
  const holds = (condition: string) => found.push(`r.id IN (SELECT leader_id FROM post WHERE ${condition})`);
  if (localities !== null) holds(statement.isIn("locality_id", localities));
  if (body != null) holds(statement.isIn("body", body));
  if (search != null) found.push(...wordsMatch(statement, "r.search_key", readWords(search)));
  return found;
}
