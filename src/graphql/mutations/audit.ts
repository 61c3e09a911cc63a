import {
  type GraphQLField,
  GraphQLID,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isNonNullType,
} from "graphql";
import { now } from "../../base/dates.js";
import { ErrorCode, Refusal } from "../../base/errors.js";
import { type Deed, type Doer, recordDeed } from "../../live/log/deeds.js";
import { isAway } from "../../store/away.js";
import type { Tx } from "../../store/db.js";
import { Deadline } from "../../store/deadline.js";
import type { Context } from "../context.js";
import { tryReadId } from "../node.js";

interface Done {
  mutation: string;
  payload: object;
  repeated: boolean;
  digest?: string;
}

/** Writes a mutation down as done, in its own transaction. Its record is the first that it answers with. */
export function recordDone(ctx: Context, tx: Tx, { payload, ...done }: Done): Promise<void> {
  const row = Object.values(payload)[0] as { id: number };
  return recordDeed(tx, { ...done, record: { type: row.constructor.name, id: row.id }, by: doer(ctx) });
}

/** Makes every mutation that is refused, or fails, leave a line, wherever it was refused. */
export function recordRefusals(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field;
    const name = nameIn(field);
    field.resolve = async (root, args, context, info) => {
      Deadline.current?.begin();
      try {
        return await resolve?.(root, args, context, info);
      } catch (error) {
        const record = recordOf(name && args.input?.[name]);
        await recordRefused(context as Context, { mutation: field.name, record }, error);
        throw error;
      }
    };
  }
}

/** After the rollback, together with others that wait. Where that cannot be, the refusal is the answer all the same. */
async function recordRefused(ctx: Context, deed: Deed, cause: unknown): Promise<void> {
  const refusedFor = cause instanceof Refusal ? cause.code : ErrorCode.INTERNAL;
  const refused = { ...deed, refusedFor, by: doer(ctx), at: now() };
  if (isAway(cause)) ctx.refusals.lost(refused, cause);
  else await ctx.refusals.write(refused);
}

function doer({ who: { subject, name, role, localities }, address }: Context): Doer {
  return { subject, name, role: subject === null ? null : role, localities, address };
}

/** The field of the input that says which record is meant: the first id that must be given. */
function nameIn(field: GraphQLField<unknown, unknown>): string | undefined {
  const input = getNullableType(field.args[0]?.type as GraphQLInputType);
  if (!isInputObjectType(input)) return undefined;
  return Object.values(input.getFields()).find(({ type }) => isNonNullType(type) && type.ofType === GraphQLID)?.name;
}

function recordOf(named: unknown): Deed["record"] {
  return typeof named === "string" ? (tryReadId(named) ?? { called: named }) : null;
}
