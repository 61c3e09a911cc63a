import { ArgsType, Field, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { connectionOf } from "../../graphql/lists/connection.js";
import { type Asked, type Lead, type List, NO_WHERE, NounList, type Where } from "../../graphql/lists/list.js";
import { Direction, orderOf } from "../../graphql/lists/page-args.js";
import { LAST_ID, type Order, type Place, readSize } from "../../graphql/lists/window.js";
import { lookUpAll } from "../../graphql/reference.js";
import { Cursor } from "../../graphql/scalars.js";
import { Locality } from "../localities/locality.entity.js";
import { Commitment } from "./commitment.entity.js";
import { PartyRole } from "./commitment.enums.js";
import { asItIs, type Names } from "./conditions.js";
import { CommitmentFilter } from "./filter.inputs.js";
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
export class CommitmentOrder extends orderOf(CommitmentOrderField) {}

export const commitmentList = new NounList<CommitmentFilter>({
  entity: Commitment,
  connection: CommitmentConnection,
  filter: CommitmentFilter,
  orderBy: CommitmentOrder,
  orders: {
    [CommitmentOrderField.REFERENCE]: (row) => `${row}.reference`,
    [CommitmentOrderField.TITLE]: (row) => `${row}.sort_key`,
    [CommitmentOrderField.DUE_ON]: (row) => `${row}.due_end`,
    [CommitmentOrderField.STATUS_SINCE]: (row) => `${row}.status_since`,
    [CommitmentOrderField.CREATED]: (row) => `${row}.id`,
  },
  usually: { field: CommitmentOrderField.REFERENCE, direction: Direction.ASC, description: "by reference" },
  async where(ctx, filter) {
    const { sql } = await readFilter(ctx, filter);
    return (statement, row) => [sql(statement, asItIs(row))];
  },
  lead: leadOfParty,
});

/** What one locality owes, or gets, of one status, by due date: its own rows lead there in this order. */
async function leadOfParty(ctx: Context, filter: CommitmentFilter, order: Order): Promise<Lead | null> {
  const { status, owedBy, benefits, ...others } = filter;
  const keys = owedBy ?? benefits;
  const isOne = order.name === CommitmentOrderField.DUE_ON && status?.length === 1 && keys?.length === 1;
  if (!isOne || (owedBy != null && benefits != null)) return null;
  const [locality] = await lookUpAll(ctx, Locality, keys);
  const { sql } = await readFilter(ctx, others);
  return {
    ...{ table: "commitment_party", child: "commitment_id", key: "due_end" },
    where: (statement, row) => [
      `${row}.locality_id = ${statement.bind(locality)}`,
      `${row}.role = '${owedBy == null ? PartyRole.BENEFITS : PartyRole.OWES}'`,
      `${row}.status = ${statement.bind(status[0])}`,
    ],
    rest: (statement, row) => [sql(statement, asItIs(row))],
  };
}

const asChanged = (row: string): Names => ({ row: "c", status: `${row}.to_status`, since: `${row}.at` });

/** `PageArgs` with cursors of the log. */
@ArgsType()
export class LogPageArgs {
  @Field(() => Int, { nullable: true, description: "How many from the start: 1 to 100; 50 if left out." })
  first?: number | null;

  @Field(() => Cursor, { nullable: true, description: "Only those after this cursor of the log." })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: "How many from the end: 1 to 100. Not together with first." })
  last?: number | null;

  @Field(() => Cursor, { nullable: true, description: "Only those before this cursor of the log." })
  before?: string | null;
}

interface ChangeArgs extends LogPageArgs {
  filter?: CommitmentFilter | null;
}

/** The log of status changes, or the part of it that one commitment has. Its cursors are those of the log. */
export const changeList = {
  async ask(ctx: Context, { filter, ...page }: ChangeArgs): Promise<Asked> {
    const placeOf = async (cursor: string | null | undefined, id: number): Promise<Place | null> =>
      cursor == null ? null : [await ctx.feed.log.resume(cursor), id];
    return {
      entity: StatusChange,
      order: { name: "POSITION", sql: (row) => `${row}.position`, direction: Direction.ASC },
      where: filter == null ? NO_WHERE : await whereChanged(ctx, filter),
      whereKey: JSON.stringify(filter ?? null),
      window: { ...readSize(page), after: await placeOf(page.after, LAST_ID), before: await placeOf(page.before, 0) },
      lead: null,
      signature: null,
    };
  },
} satisfies List;

async function whereChanged(ctx: Context, filter: CommitmentFilter): Promise<Where> {
  const { sql } = await readFilter(ctx, filter);
  return (statement, row) => [
    `EXISTS (SELECT 1 FROM commitment c WHERE c.id = ${row}.commitment_id AND ${sql(statement, asChanged(row))})`,
  ];
}
