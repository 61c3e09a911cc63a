import { In } from "typeorm";
import { today } from "../../base/dates.js";
import type { Context } from "../../graphql/context.js";
import type { Db } from "../../store/db.js";
import { Locality } from "./locality.entity.js";
import { SuccessionKind } from "./locality.enums.js";
import { LocalitySuccession } from "./locality-parts.entity.js";

/**
 * Who answers on a day for a locality: itself, or the end of its line of successors by then.
 * A split hands nothing on: only part of it went elsewhere, and who answers for a promise is not decided by that.
 */
export function responsibleFor(successions: readonly LocalitySuccession[], id: number, day = today()): number {
  const line = successions.filter((each) => each.predecessorId === id && each.effectiveOn <= day);
  const next = line.find((each) => each.kind !== SuccessionKind.SPLIT);
  return next === undefined ? id : responsibleFor(successions, next.successorId, day);
}

/** The locality that answers today, from the whole (short) table of successions, read once an operation. */
export async function responsibleNow(ctx: Context, id: number): Promise<Locality> {
  const successions = await ctx.load.all(LocalitySuccession);
  return (await ctx.load.one(Locality, responsibleFor(successions, id))) as Locality;
}

/** Ids of the localities with these keys. Unknown keys are passed over. */
export async function withKeys(db: Db, keys: readonly string[]): Promise<number[]> {
  if (keys.length === 0) return [];
  const rows = await db.read.findBy(Locality, { key: In([...keys]) });
  return rows.map((row) => row.id);
}

/** These localities, and all that they have succeeded by today. */
export async function officesOf(db: Db, localities: readonly number[]): Promise<number[]> {
  if (localities.length === 0) return [];
  const successions = await db.read.find(LocalitySuccession);
  const offices = new Set(localities);
  for (const id of offices) {
    for (const each of successions) {
      if (each.successorId === id && each.kind !== SuccessionKind.SPLIT && each.effectiveOn <= today())
        offices.add(each.predecessorId);
    }
  }
  return [...offices];
}
