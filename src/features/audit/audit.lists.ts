import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { instantOf } from "../../base/dates.js";
import { badInput } from "../../base/errors.js";
import { type Context, requireRole } from "../../graphql/context.js";
import { ErrorCode } from "../../graphql/error-code.js";
import { connectionOf } from "../../graphql/lists/connection.js";
import { type Asked, type List, NO_WHERE, type Where } from "../../graphql/lists/list.js";
import { Direction } from "../../graphql/lists/page-args.js";
import { readPlace, readSize } from "../../graphql/lists/window.js";
import { readAnyId } from "../../graphql/node.js";
import { Role } from "../../graphql/role.js";
import { DateTime } from "../../graphql/scalars.js";
import { AuditEntry } from "./audit-entry.entity.js";

const MOST_VALUES = 100;

const Texts = (description: string) => Field(() => [String], { nullable: true, description });

@InputType({ description: "Which lines of the audit log; all that is said must hold." })
export class AuditFilter {
  @Texts("By one of these subjects.")
  subject?: string[] | null;

  @Texts("One of these mutations or commands, by name.")
  mutation?: string[] | null;

  @Texts("From one of these addresses.")
  address?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "About one of these records, of any type, by their ids." })
  record?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "Refused, or done." })
  refused?: boolean | null;

  @Field(() => [ErrorCode], { nullable: true, description: "Refused with one of these codes." })
  refusedFor?: ErrorCode[] | null;

  @Field(() => DateTime, { nullable: true, description: "At this instant or later." })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Before this instant." })
  until?: Date | null;
}

@ArgsType()
export class AuditArgs {
  @Field(() => AuditFilter, { nullable: true, description: "Which." })
  filter?: AuditFilter | null;

  @Field(() => Int, { nullable: true, description: "How many: 1 to 100; 50 if left out." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Only what comes after this cursor." })
  after?: string | null;
}

export const AuditEntryConnection = connectionOf(AuditEntry);

/** The audit log, newest first: the order of the ids. For admins. */
export const auditList = {
  async ask(ctx: Context, { filter, ...page }: AuditArgs): Promise<Asked> {
    requireRole(ctx, Role.ADMIN);
    const [signature, numeric] = ["AuditEntry", true];
    return {
      entity: AuditEntry,
      order: { name: "LINK", sql: (row) => `${row}.id`, direction: Direction.DESC },
      where: filter == null ? NO_WHERE : readFilter(filter),
      whereKey: JSON.stringify(filter ?? null),
      window: { ...readSize(page), after: readPlace(signature, numeric, page.after), before: null },
      lead: null,
      signature,
    };
  },
} satisfies List;

function readFilter(filter: AuditFilter): Where {
  const { subject, mutation, address, record, refused, refusedFor, from, until } = filter;
  const lists = { subject, mutation, address, record, refusedFor };
  for (const [name, values] of Object.entries(lists))
    if (values != null && values.length > MOST_VALUES) throw badInput(`${name}: at most ${MOST_VALUES} values.`);
  const records = record?.map(readAnyId);
  return (statement, row) => {
    const isIn = (column: string, values: readonly unknown[] | null | undefined) =>
      values == null ? [] : [statement.isIn(`${row}.${column}`, values)];
    const isRecord = ({ type, id }: { type: string; id: number }) =>
      `(${row}.record_type = ${statement.bind(type)} AND ${row}.record_id = ${statement.bind(id)})`;
    return [
      ...[...isIn("subject", subject), ...isIn("mutation", mutation), ...isIn("address", address)],
      ...isIn("refused_for", refusedFor),
      ...(records === undefined ? [] : [records.map(isRecord).join(" OR ") || "1 = 0"]),
      ...(refused == null ? [] : [`${row}.refused_for IS ${refused ? "NOT NULL" : "NULL"}`]),
      ...(from == null ? [] : [`${row}.at >= ${statement.bind(instantOf(from))}`]),
      ...(until == null ? [] : [`${row}.at < ${statement.bind(instantOf(until))}`]),
    ];
  };
}
