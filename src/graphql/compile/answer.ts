import {
  type ExecutionArgs,
  type FragmentDefinitionNode,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  Kind,
} from "graphql";
import pLimit from "p-limit";
import type { Refusal } from "../../base/errors.js";
import { isAway } from "../../store/away.js";
import { isTooLong, LONGEST, tooLong } from "../../store/longest.js";
import type { Context } from "../context.js";
import type { Loaders } from "../loader.js";
import { attachRoot } from "./attach.js";
import type { RootPlan, Variables } from "./plan.js";
import { meant, type Plans, plansOf, type Running } from "./plans.js";
import { readRoot } from "./run.js";

/** The answer to a query, as the JSON text that the database made. */
export class ReadyData {
  constructor(readonly json: string) {}

  toJSON(): unknown {
    return JSON.parse(this.json);
  }
}

/**
 * The answer to a query, by one statement for each field of the root; null where a resolver has to be asked, and for
 * what is refused: graphql-js then says so in its own words.
 */
export async function answerAtOnce(args: ExecutionArgs): Promise<ReadyData | null> {
  const ctx = args.contextValue as Context;
  const running = runningOf(args);
  if (running === null || gaveUp.has(ctx.load)) return null;
  const { variableValues } = running;
  const plans = [...(tryPlan(ctx, running) ?? [])].map(([key, plan]) => [key, meant(plan, variableValues)] as const);
  if (plans.length === 0 || !plans.every(([, plan]) => plan?.complete)) return null;
  const fields = await readEach(
    ctx,
    plans.map(([, plan]) => plan as RootPlan),
    variableValues,
  );
  if (fields.includes(null)) return null;
  return new ReadyData(`{${plans.map(([key], index) => `"${key}":${fields[index]}`).join(",")}}`);
}

/** So many statements of one operation at a time: each of them may hold a long text. */
const AT_ONCE = 4;

/** The fields of the root; null for what was not read. What they come to together is bounded as each of them is. */
async function readEach(ctx: Context, plans: readonly RootPlan[], variables: Variables): Promise<(string | null)[]> {
  const [only] = plans;
  if (only !== undefined && plans.length === 1) return [await tryRead(ctx, only, variables, false)];
  const turn = pLimit(AT_ONCE);
  let left = LONGEST;
  const read = async (plan: RootPlan) => {
    const json = left < 0 ? null : await tryRead(ctx, plan, variables, false);
    left -= Buffer.byteLength(json ?? "");
    if (left < 0) gaveUp.set(ctx.load, tooLong());
    return left < 0 ? null : json;
  };
  return Promise.all(plans.map((plan) => turn(() => read(plan))));
}

/**
 * Operations of which a statement was refused or has failed: it is not tried again on the way to the loaders. With the
 * refusal where they would come to nothing else. Known by their loaders, as Apollo makes a context of its own of ours.
 */
const gaveUp = new WeakMap<Loaders, Refusal | null>();

function runningOf({ schema, document, operationName, variableValues }: ExecutionArgs): Running | null {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== "query") return null;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  if (coerced === undefined) return null;
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments[each.name.value] = each;
  return { schema, operation, fragments, variableValues: coerced };
}

/** What was read by one statement for a field of the root whose selection has rules of its own; undefined if nothing was. */
export async function readAhead(ctx: Context, running: Running, key: string): Promise<unknown> {
  const refusal = gaveUp.get(ctx.load);
  if (refusal) throw refusal;
  const plan = gaveUp.has(ctx.load) ? null : meant(tryPlan(ctx, running)?.get(key), running.variableValues);
  if (plan === null) return undefined;
  const json = await tryRead(ctx, plan, running.variableValues, true);
  return json === null ? undefined : attachRoot(ctx, plan, JSON.parse(json));
}

/** Null where a directive is given what it cannot be. */
function tryPlan(ctx: Context, running: Running): Plans | null {
  try {
    return plansOf(ctx, running);
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

async function tryRead(ctx: Context, plan: RootPlan, variables: Variables, rows: boolean): Promise<string | null> {
  try {
    return await readRoot(ctx, plan, variables, rows);
  } catch (error) {
    const isLong = isTooLong(error);
    // Whole rows may be longer than what is asked of them: resolvers may still make an answer.
    gaveUp.set(ctx.load, isLong && !rows ? tooLong() : null);
    if (isLong || error instanceof GraphQLError || isAway(error)) return null;
    ctx.logger.warn({ err: error }, "a statement that was compiled has failed; the loaders answer");
    return null;
  }
}
