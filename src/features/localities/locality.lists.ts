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
  if (kind != null) found.push(statement.isIn("r.kind", kind));
  if (parents !== null) found.push(statement.isIn("r.parent_id", parents));
  if (existsOn != null) found.push(existing(statement.bind(existsOn)));
  if (search != null) found.push(...wordsMatch(statement, "r.search_key", readWords(search)));
  return found;
}

/** A partial date compares as text: `2025` starts before `2025-07-01`; its end is any day that begins with it. */
function existing(day: string): string {
  return `(r.exists_from IS NULL OR r.exists_from <= ${day})
    AND (r.exists_until IS NULL OR r.exists_until >= ${day} OR substr(${day}, 1, length(r.exists_until)) = r.exists_until)`;
}
