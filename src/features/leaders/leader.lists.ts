import { connectionOf } from "../../graphql/lists/connection.js";
import { NounList } from "../../graphql/lists/list.js";
import { listField } from "../../graphql/lists/list-field.js";
import { Direction } from "../../graphql/lists/page-args.js";
import { readWords, wordsMatch } from "../../graphql/lists/search.js";
import { lookUpAll } from "../../graphql/reference.js";
import type { Statement } from "../../store/statements.js";
import { Locality } from "../localities/locality.entity.js";
import { Leader } from "./leader.entity.js";
import { LeaderFilter, LeaderOrder, LeaderOrderField } from "./leader.inputs.js";

const leaderList = new NounList<LeaderFilter>({
  entity: Leader,
  connection: connectionOf(Leader),
  filter: LeaderFilter,
  orderBy: LeaderOrder,
  orders: { [LeaderOrderField.NAME]: (row) => `${row}.sort_key` },
  usually: { field: LeaderOrderField.NAME, direction: Direction.ASC, description: "by name" },
  async where(ctx, filter) {
    const localities = await lookUpAll(ctx, Locality, filter.locality);
    return (statement, row) => conditions(statement, row, filter, localities);
  },
});

export const leaderLists = [
  listField(leaderList, "leaders", "Leaders of all localities."),
  listField(leaderList, "leaders", "The leaders who have held an office in it.", {
    noun: Locality,
    through: { rows: "SELECT DISTINCT leader_id AS child, locality_id AS parent FROM post" },
  }),
];

function conditions(
  statement: Statement,
  row: string,
  { body, search }: LeaderFilter,
  localities: number[] | null,
): string[] {
  const found: string[] = [];
  const holds = (condition: string) => found.push(`${row}.id IN (SELECT leader_id FROM post WHERE ${condition})`);
  if (localities !== null) holds(statement.isIn("locality_id", localities));
  if (body != null) holds(statement.isIn("body", body));
  if (search != null) found.push(...wordsMatch(statement, "leader", row, readWords(search)));
  return found;
}
