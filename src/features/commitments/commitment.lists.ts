import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { connectionOf } from "../../graphql/connection.js";
import type { Context } from "../../graphql/context.js";
import { listPage, type Order, type Page } from "../../graphql/page.js";
import { Direction, type PageArgs } from "../../graphql/page-args.js";
import { Cursor } from "../../graphql/scalars.js";
import { type Place, writeCursor } from "../../live/log.js";
import { Commitment } from "./commitment.entity.js";
import { OWN_STATUS } from "./conditions.js";
import type { CommitmentFilter } from "./filter.inputs.js";
import { readFilter } from "./filter.js";
import { StatusChange } from "./status-change.entity.js";

@ObjectType({ description: "A page of a list of Commitment." })
export class CommitmentConnection extends connectionOf(Commitment) {
  @Field(() => Cursor, {
    description: "The head of the log as it was before this page was read: subscribe after it and nothing is missed.",
  })
  liveCursor: string;
}

@ObjectType({ description: "A page of the log." })
export class StatusChangeConnection extends connectionOf(StatusChange, () => Cursor) {}

export enum CommitmentOrderField {
  REFERENCE = "REFERENCE",
  TITLE = "TITLE",
  DUE_ON = "DUE_ON",
  STATUS_SINCE = "STATUS_SINCE",
  CREATED = "CREATED",
}

registerEnumType(CommitmentOrderField, {
  name: "CommitmentOrderField",
  description: "By what commitments are ordered.",
  valuesConfig: {
    REFERENCE: { description: "By reference." },
    TITLE: { description: "By Vietnamese title, in the order of the Vietnamese alphabet." },
    DUE_ON: { description: "By due date; those without one come last when ascending." },
    STATUS_SINCE: { description: "By the time of the last change of status." },
    CREATED: { description: "By the order in which they were entered." },
  },
});

@InputType({ description: "How commitments are ordered." })
export class CommitmentOrder {
  @Field(() => CommitmentOrderField, { description: "By what." })
  field: CommitmentOrderField;

  @Field(() => Direction, { nullable: true, defaultValue: Direction.ASC, description: "Which way." })
  direction?: Direction | null;
}

const ORDERS: Record<CommitmentOrderField, string> = {
  [CommitmentOrderField.REFERENCE]: "r.reference",
  [CommitmentOrderField.TITLE]: "r.sort_key",
  [CommitmentOrderField.DUE_ON]: "r.due_end",
  [CommitmentOrderField.STATUS_SINCE]: "r.status_since",
  [CommitmentOrderField.CREATED]: "r.id",
};

interface CommitmentListArgs {
  filter?: CommitmentFilter | null;
  orderBy?: CommitmentOrder | null;
  page: PageArgs;
  /** Whether the client asked for `liveCursor`. */
  live: boolean;
}

/** The commitments of the root, or through a relation those of one parent. */
export async function listCommitments(
  ctx: Context,
  { filter, orderBy, page, live }: CommitmentListArgs,
  of: { through?: string; parent?: number } = {},
): Promise<Page<Commitment> & { liveCursor?: string }> {
  // Before the page is read: what happens in between is then seen twice rather than never.
  const liveCursor = live ? writeCursor(await logHead(ctx)) : undefined;
  const condition = await readFilter(ctx, filter);
  const found = await listPage(
    ctx,
    {
      entity: Commitment,
      order: order(orderBy),
      where: (statement) =>
        filter == null ? [] : [`r.id IN (SELECT c.id FROM commitment c WHERE ${condition.sql(statement, OWN_STATUS)})`],
      whereKey: JSON.stringify(filter ?? null),
      ...of,
    },
    page,
  );
  return { ...found, liveCursor };
}

const CHANGED_STATUS = { status: "r.to_status", since: "r.at" };

/** The log of status changes from a cursor on, or of one commitment. */
export async function listChanges(
  ctx: Context,
  args: { filter?: CommitmentFilter | null; after?: string | null; first?: number | null },
  of: { through?: string; parent?: number } = {},
): Promise<Page<StatusChange>> {
  const { filter, after, first } = args;
  const start = after == null ? 0 : await ctx.feed.log.resume(after);
  const condition = await readFilter(ctx, filter);
  return listPage(
    ctx,
    {
      entity: StatusChange,
      order: { name: "POSITION", sql: "r.position", direction: Direction.ASC },
      where: (statement) =>
        filter == null
          ? []
          : [
              `EXISTS (SELECT 1 FROM commitment c WHERE c.id = r.commitment_id AND ${condition.sql(statement, CHANGED_STATUS)})`,
            ],
      whereKey: JSON.stringify(filter ?? null),
      cursors: { start, write: writeCursor },
      ...of,
    },
    { first },
  );
}

/** Read once an operation, however many lists in it ask. */
function logHead(ctx: Context): Promise<Place> {
  return ctx.load.batch("log head", 0, async () => [await ctx.feed.log.head()]);
}

function order(by: CommitmentOrder | null | undefined): Order {
  const { field, direction } = by ?? { field: CommitmentOrderField.REFERENCE, direction: Direction.ASC };
  return { name: field, sql: ORDERS[field], direction: direction ?? Direction.ASC };
}
