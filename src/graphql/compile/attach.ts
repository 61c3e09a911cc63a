import { Deadline } from "../../store/deadline.js";
import { hydrate } from "../../store/hydrate.js";
import type { Context } from "../context.js";
import { ROW } from "./emit.js";
import type { ObjectPlan, PagePlan, RootPlan } from "./plan.js";

/** What one statement has read for the fields of an object, by response key: their resolvers look here first. */
const READ = Symbol("read");

type Json = Record<string, never> | null;
type Read = { [READ]?: Map<string, unknown> };

/** What was read for a field of this object; undefined where its resolver has to ask. */
export function readFor(object: unknown, key: string | number): unknown {
  return (object as Read | null | undefined)?.[READ]?.get(String(key));
}

/** The objects of a field of the root, as resolvers expect them, with what was read below them. */
export function attachRoot(ctx: Context, plan: RootPlan, json: unknown): unknown {
  if (plan.kind === "list") return page(ctx, plan.page, json as Json);
  return each(json, (one) => object(ctx, plan.object, one));
}

function object(ctx: Context, { entity, fields }: ObjectPlan, json: Json): object | null {
  if (json === null) return null;
  Deadline.current?.check();
  const row = json[ROW] as never;
  const [made, bare] = hydrate(ctx.db.read, entity.target as new () => { id: number }, [row, row]);
  const read = new Map<string, unknown>();
  for (const field of fields) {
    const { key } = field;
    if (field.kind === "list") read.set(key, page(ctx, field.page, json[key] as unknown as Json));
    else if (field.kind === "related" && field.view.kind !== "part") {
      read.set(
        key,
        each(json[key], (one) => object(ctx, field.object, one)),
      );
    }
  }
  ctx.load.give(bare as { id: number }); // what was read here is for this place of the selection alone
  return Object.assign(made as object, { [READ]: read });
}

function page(ctx: Context, { parts }: PagePlan, json: Json): object | null {
  if (json === null) return null;
  const read = new Map<string, unknown>();
  for (const part of parts) {
    const value = json[part.key];
    const { object: below, page: inner } = part;
    if (below)
      read.set(
        part.key,
        each(value, (one) => object(ctx, below, one)),
      );
    else if (inner)
      read.set(
        part.key,
        each(value, (one) => page(ctx, inner, one)),
      );
    else read.set(part.key, value);
  }
  return { [READ]: read };
}

function each(json: unknown, make: (one: Json) => unknown): unknown {
  return Array.isArray(json) ? json.map(make) : make(json as Json);
}
