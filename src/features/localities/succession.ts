import { today } from "../../base/dates.js";
import type { Context } from "../../graphql/context.js";
import type { Db } from "../../store/db.js";
import { Locality } from "./locality.entity.js";
import { LocalitySuccession } from "./locality-parts.entity.js";

/** Who answers on a day for a locality: itself, or the end of its line of successors by then. */
export function responsibleFor(successions: readonly LocalitySuccession[], id: number, day = today()): number {
  const line = successions.filter((each) => each.predecessorId === id && each.effectiveOn <= day);
  const next = line.find((each) => each.kind !== "SPLIT");
  return next === undefined ? id : responsibleFor(successions, next.successorId, day);
}

/** The locality that answers today, from the whole (short) table of successions, read once an operation. */
export async function responsibleNow(ctx: Context, id: number): Promise<Locality> {
  const successions = await ctx.load.all(LocalitySuccession);
  return (await ctx.load.one(Locality, responsibleFor(successions, id))) as Locality;
}

/** Ids of the localities with these keys, and of all that they have succeeded by today. Unknown keys are passed over. */
export async function officesOf(db: Db, keys: readonly string[]): Promise<{ localities: number[]; offices: number[] }> {
  if (keys.length === 0) return { localities: [], offices: [] };
  const rows = await db.read.createQueryBuilder(Locality, "l").where("l.key IN (:...keys)", { keys }).getMany();
  const localities = rows.map((row) => row.id);
  const successions = await db.read.find(LocalitySuccession);
  const offices = new Set(localities);
  for (const id of offices) {
    for (const each of successions) {
      if (each.successorId === id && each.kind !== "SPLIT" && each.effectiveOn <= today())
        offices.add(each.predecessorId);
    }
  }
  return { localities, offices: [...offices] };
}
