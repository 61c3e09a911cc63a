import {
  type ExecutionArgs,
  type FragmentDefinitionNode,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  Kind,
} from "graphql";
import { isAway } from "../../store/away.js";
import type { Context } from "../context.js";
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
  if (running === null || gaveUp.has(ctx)) return null;
  const { variableValues } = running;
  const plans = [...(tryPlan(ctx, running) ?? [])].map(([key, plan]) => [key, meant(plan, variableValues)] as const);
  if (plans.length === 0 || !plans.every(([, plan]) => plan?.complete)) return null;
  const read = plans.map(([, plan]) => tryRead(ctx, plan as RootPlan, variableValues, false));
  const fields = await Promise.all(read);
  if (fields.includes(null)) return null;
  return new ReadyData(`{${plans.map(([key], index) => `"${key}":${fields[index]}`).join(",")}}`);
}

/** Operations of which a statement was refused or has failed: it is not tried again on the way to the loaders. */
const gaveUp = new WeakSet<Context>();

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
  const plan = gaveUp.has(ctx) ? null : meant(tryPlan(ctx, running)?.get(key), running.variableValues);
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
    gaveUp.add(ctx);
    if (error instanceof GraphQLError || isAway(error)) return null;
    ctx.logger.warn({ err: error }, "a statement that was compiled has failed; the loaders answer");
    return null;
  }
}
