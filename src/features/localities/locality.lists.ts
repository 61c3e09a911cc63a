import { connectionOf } from "../../graphql/connection.js";
import type { Context } from "../../graphql/context.js";
import { listPage, type Order, type Page } from "../../graphql/page.js";
import { Direction, type PageArgs } from "../../graphql/page-args.js";
import { lookUpAll } from "../../graphql/reference.js";
import { readWords, wordsMatch } from "../../graphql/search.js";
import type { Statement } from "../../store/statements.js";
import { Locality } from "./locality.entity.js";
import { type LocalityFilter, type LocalityOrder, LocalityOrderField } from "./locality.inputs.js";

export const LocalityConnection = connectionOf(Locality);

const ORDERS: Record<LocalityOrderField, string> = {
  [LocalityOrderField.NAME]: "r.sort_key",
  [LocalityOrderField.KEY]: "r.key",
};

export async function listLocalities(
  ctx: Context,
  filter: LocalityFilter | null | undefined,
  order: LocalityOrder | null | undefined,
  args: PageArgs,
): Promise<Page<Locality>> {
  const parents = await lookUpAll(ctx, Locality, filter?.parent);
  return listPage(
    ctx,
    {
      entity: Locality,
      order: orderBy(order),
      where: (statement) => conditions(statement, filter ?? {}, parents),
      whereKey: JSON.stringify(filter ?? null),
    },
    args,
  );
}

function orderBy(order: LocalityOrder | null | undefined): Order {
  const { field, direction } = order ?? { field: LocalityOrderField.NAME, direction: Direction.ASC };
  return { name: field, sql: ORDERS[field], direction: direction ?? Direction.ASC };
}

function conditions(
  statement: Statement,
  { kind, existsOn, search }: LocalityFilter,
  parents: number[] | null,
): string[] {
  const found: string[] = [];
  if (kind != null) found.push(statement.isIn(existsOn == null ? "r.kind" : kindOn(statement.bind(existsOn)), kind));
  if (parents !== null) found.push(statement.isIn("r.parent_id", parents));
  if (existsOn != null) found.push(within(statement.bind(existsOn), "r.exists_from", "r.exists_until"));
  if (search != null) found.push(...wordsMatch(statement, "r.search_key", readWords(search)));
  return found;
}

/** What a locality was on a day, where that has changed since. */
function kindOn(day: string): string {
  return `COALESCE((SELECT d.kind FROM locality_designation d WHERE d.locality_id = r.id
    AND ${within(day, "d.valid_from", "d.valid_until")}), r.kind)`;
}

/** A partial date compares as text: `2025` starts before `2025-07-01`; its end is any day that begins with it. */
function within(day: string, from: string, until: string): string {
  return `(${from} IS NULL OR ${from} <= ${day})
    AND (${until} IS NULL OR ${until} >= ${day} OR substr(${day}, 1, length(${until})) = ${until})`;
}
