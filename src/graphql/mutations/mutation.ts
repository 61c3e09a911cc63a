import { createHash } from "node:crypto";
import { type ClassType, Field, InputType, ObjectType } from "type-graphql";
import { badInput, notFound } from "../../base/errors.js";
import type { Tx } from "../../store/db.js";
import { ask, type Statement } from "../../store/statements.js";
import { type Context, subjectOf } from "../context.js";
import { Loaders } from "../loader.js";
import { nounOf } from "../node.js";
import { mayName, writeAs } from "../scope.js";
import { recordDone } from "./audit.js";
import { inWordsOf } from "./input-path.js";

@InputType()
export abstract class MutationInput {
  @Field(() => String, {
    nullable: true,
    description:
      "Any text of up to 100 characters, new for each request: sent twice, the request is carried out once and answered the same.",
  })
  requestId?: string | null;
}

/** The payload type of a mutation: `payloadOf("CreateSectorPayload", "sector", Sector)`. */
export function payloadOf<T extends object, K extends string>(
  name: string,
  field: K,
  type: ClassType<T>,
): ClassType<Record<K, T>> {
  class Payload {}
  ObjectType(name, { description: `The answer of ${name[0]?.toLowerCase()}${name.slice(1).replace("Payload", "")}.` })(
    Payload,
  );
  Field(() => type, { description: `The ${type.name}, as it is now.` })(Payload.prototype, field);
  return Payload as ClassType<Record<K, T>>;
}

/**
 * Runs one mutation in one write transaction for a signed-in caller, once per `requestId`, and writes it down there.
 * The answer's rows are kept as they were, so that the second answer is the first one's;
 * it is given only while the caller may still see them. `digest` is of what the work has left, where that is checked later.
 */
export async function mutate<P extends object>(
  ctx: Context,
  mutation: string,
  input: MutationInput,
  work: (tx: Tx) => Promise<P>,
  digest?: (tx: Tx, payload: P) => Promise<string | undefined>,
): Promise<P> {
  const subject = subjectOf(ctx);
  const { requestId } = input;
  return ctx.db
    .write(async (tx) => {
      writeAs(ctx.who, tx);
      const { payload, repeated } =
        requestId == null
          ? { payload: await work(tx), repeated: false }
          : await once(ctx, tx, { subject, mutation, requestId, input }, work);
      ctx.load = new Loaders(ctx.db, ctx.who); // what was loaded before the write is out of date
      if (repeated) await showAgain(ctx, tx, payload);
      await recordDone(ctx, tx, {
        mutation,
        payload,
        repeated,
        digest: repeated ? undefined : await digest?.(tx, payload),
      });
      return payload;
    })
    .catch((error) => {
      throw inWordsOf(input, error);
    });
}

async function showAgain(ctx: Context, tx: Tx, payload: object): Promise<void> {
  for (const row of Object.values(payload)) {
    const isThere = await tx.existsBy(row.constructor, { id: row.id });
    if (!isThere || !(await mayName(tx, row.constructor, row.id))) throw notFound(nounOf(row.constructor.name));
    ctx.load.keep(row);
  }
}

interface Answer<P> {
  payload: P;
  repeated: boolean;
}

interface Sent {
  subject: string;
  mutation: string;
  requestId: string;
  input: object;
}

interface Kept {
  input_digest: string;
  answer: string;
}

async function once<P extends object>(
  ctx: Context,
  tx: Tx,
  sent: Sent,
  work: (tx: Tx) => Promise<P>,
): Promise<Answer<P>> {
  if (sent.requestId.length < 1 || sent.requestId.length > 100) {
    await work(tx); // what the mutation itself is refused for comes first
    throw badInput("requestId: 1 to 100 characters.");
  }
  const digest = createHash("sha256").update(JSON.stringify(sent.input)).digest("hex");
  const earlier = await takeRequestId(tx, sent, digest);
  if (earlier !== null) {
    if (earlier.input_digest !== digest) throw badInput("requestId: this one was used for another request.");
    return { payload: revive(ctx, JSON.parse(earlier.answer)) as P, repeated: true };
  }
  const payload = await work(tx);
  const kept = JSON.stringify(Object.fromEntries(Object.entries(payload).map(([field, row]) => [field, keep(row)])));
  await ask(tx, (to) => `UPDATE sent_request SET answer = ${to.bind(kept)} WHERE ${whose(sent, to)}`);
  return { payload, repeated: false };
}

/** Takes the request id, or returns what was kept under it. A twin under way is waited for, by the row's lock. */
async function takeRequestId(tx: Tx, sent: Sent, digest: string): Promise<Kept | null> {
  const row = [sent.subject, sent.mutation, sent.requestId, digest];
  const columns = "subject, mutation, request_id, input_digest";
  await ask(tx, (to) => `INSERT INTO sent_request (${columns}) VALUES ${to.list(row)} ON CONFLICT DO NOTHING`);
  const find = (to: Statement) => `SELECT input_digest, answer FROM sent_request WHERE ${whose(sent, to)}`;
  const [kept] = (await ask(tx, find)) as [Kept];
  return kept.answer === null ? null : kept; // without an answer it is the row just inserted
}

function whose(sent: Sent, statement: Statement): string {
  const { subject, mutation, requestId } = sent;
  return `subject = ${statement.bind(subject)} AND mutation = ${statement.bind(mutation)} AND request_id = ${statement.bind(requestId)}`;
}

const keep = (row: object) => ({ type: row.constructor.name, row });

function revive(ctx: Context, kept: Record<string, { type: string; row: object }>): object {
  const rows = Object.entries(kept).map(([field, { type, row }]) => {
    const Type = ctx.nodeTypes.get(type) as new () => object;
    return [field, Object.assign(new Type(), row)];
  });
  return Object.fromEntries(rows);
}
