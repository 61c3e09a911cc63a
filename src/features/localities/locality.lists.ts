import { connectionOf } from "../../graphql/lists/connection.js";
import { NounList } from "../../graphql/lists/list.js";
import { listField } from "../../graphql/lists/list-field.js";
import { Direction } from "../../graphql/lists/page-args.js";
import { readWords } from "../../graphql/lists/search.js";
import { lookUpAll } from "../../graphql/reference.js";
import type { Statement } from "../../store/statements.js";
import { namesMatch } from "./former-names.js";
import { Locality } from "./locality.entity.js";
import { LocalityFilter, LocalityOrder, LocalityOrderField } from "./locality.inputs.js";

const localityList = new NounList<LocalityFilter>({
  entity: Locality,
  connection: connectionOf(Locality),
  filter: LocalityFilter,
  orderBy: LocalityOrder,
  orders: {
    [LocalityOrderField.NAME]: (row) => `${row}.sort_key`,
    [LocalityOrderField.KEY]: (row) => `${row}.key`,
  },
  usually: { field: LocalityOrderField.NAME, direction: Direction.ASC, description: "by name" },
  async where(ctx, filter) {
    const parents = await lookUpAll(ctx, Locality, filter.parent);
    return (statement, row) => conditions(statement, row, filter, parents);
  },
});

export const localityLists = [listField(localityList, "localities", "Localities of today and of the past.")];

function conditions(
  statement: Statement,
  row: string,
  { kind, existsOn, search }: LocalityFilter,
  parents: number[] | null,
): string[] {
  const found: string[] = [];
  if (kind != null) {
    found.push(statement.isIn(existsOn == null ? `${row}.kind` : kindOn(row, statement.bind(existsOn)), kind));
  }
  if (parents !== null) found.push(statement.isIn(`${row}.parent_id`, parents));
  if (existsOn != null) found.push(within(statement.bind(existsOn), `${row}.exists_from`, `${row}.exists_until`));
  if (search != null) found.push(...namesMatch(statement, `${row}.id`, readWords(search)));
  return found;
}

/** What a locality was on a day, where that has changed since. */
function kindOn(row: string, day: string): string {
  return `COALESCE((SELECT d.kind FROM locality_designation d WHERE d.locality_id = ${row}.id
    AND ${within(day, "d.valid_from", "d.valid_until")}), ${row}.kind)`;
}

/** A partial date compares as text: `2025` starts before `2025-07-01`; its end is any day that begins with it. */
function within(day: string, from: string, until: string): string {
  return `(${from} IS NULL OR ${from} <= ${day})
    AND (${until} IS NULL OR ${until} >= ${day} OR substr(${day}, 1, length(${until})) = ${until})`;
}
