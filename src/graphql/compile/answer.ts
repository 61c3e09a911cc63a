import { type ExecutionArgs, type FragmentDefinitionNode, getOperationAST, getVariableValues, Kind } from "graphql";
import { Refusal } from "../../base/errors.js";
import { isAway } from "../../store/away.js";
import type { Context } from "../context.js";
import { attachRoot } from "./attach.js";
import type { RootPlan, Variables } from "./plan.js";
import { meant, plansOf, type Running } from "./plans.js";
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
  const running = runningOf(args);
  if (running === null) return null;
  const ctx = args.contextValue as Context;
  const { variableValues } = running;
  const plans = [...plansOf(ctx, running)].map(([key, plan]) => [key, meant(plan, variableValues)] as const);
  if (plans.length === 0 || !plans.every(([, plan]) => plan?.complete)) return null;
  const read = plans.map(([, plan]) => tryRead(ctx, plan as RootPlan, variableValues, false));
  const fields = await Promise.all(read);
  if (fields.includes(null)) return null;
  return new ReadyData(`{${plans.map(([key], index) => `"${key}":${fields[index]}`).join(",")}}`);
}

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
  const plan = meant(plansOf(ctx, running).get(key), running.variableValues);
  if (plan === null) return undefined;
  const json = await tryRead(ctx, plan, running.variableValues, true);
  return json === null ? undefined : attachRoot(ctx, plan, JSON.parse(json));
}

async function tryRead(ctx: Context, plan: RootPlan, variables: Variables, rows: boolean): Promise<string | null> {
  try {
    return await readRoot(ctx, plan, variables, rows);
  } catch (error) {
    if (error instanceof Refusal || isAway(error)) return null;
    ctx.logger.warn({ err: error }, "a statement that was compiled has failed; the loaders answer");
    return null;
  }
}
