import { In } from "typeorm";
import { today } from "../../base/dates.js";
import type { Context } from "../../graphql/context.js";
import { Role } from "../../graphql/role.js";
import { addFields, ToOne } from "../../graphql/view.js";
import { columnName } from "../../store/columns.js";
import type { Db } from "../../store/db.js";
import type { Statement } from "../../store/statements.js";
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

/** True where one of the others is answered for today by the same as this locality. */
export function answersForOneOf(
  successions: readonly LocalitySuccession[],
  id: number,
  others: readonly number[],
): boolean {
  const answering = responsibleFor(successions, id);
  return others.some((other) => responsibleFor(successions, other) === answering);
}

/** The locality that answers today, from the whole (short) table of successions, read once an operation. */
export async function responsibleNow(ctx: Context, id: number): Promise<Locality> {
  const successions = await ctx.load.all(LocalitySuccession);
  return (await ctx.load.one(Locality, responsibleFor(successions, id))) as Locality;
}

/** The field `responsibleNow`: who answers today for the locality whose id the property holds. */
export function ResponsibleNow(property: string, description: string): PropertyDecorator {
  const id = {
    sql: (row: string, statement: Statement) =>
      responsibleSql(`${row}.${columnName(property)}`, statement.bind(today())),
    load: (ctx: Context, row: Record<string, number>) => responsibleNow(ctx, row[property] as number),
  };
  return ToOne(() => Locality, id as never, { description });
}

/** `responsibleFor` in SQL. */
function responsibleSql(id: string, day: string): string {
  const next = `SELECT MIN(s.id) FROM locality_succession s WHERE s.predecessor_id = line.id AND s.kind <> '${SuccessionKind.SPLIT}'
    AND s.effective_on <= ${day}`;
  return `(WITH RECURSIVE line(id, place) AS (SELECT ${id}, 0 UNION ALL
    SELECT n.successor_id, place + 1 FROM line JOIN locality_succession n ON n.id = (${next}))
    SELECT id FROM line ORDER BY place DESC LIMIT 1)`;
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

/**
 * Gives an officer who follows something the offices of now:
 * a succession may have been recorded, or taken back, since the screen was opened.
 */
export async function renewOffices(ctx: Context): Promise<void> {
  if (ctx.who.role !== Role.OFFICER) return;
  ctx.who = { ...ctx.who, offices: await officesOf(ctx.db, ctx.who.localities) };
}

addFields(Locality, {
  responsibleNow: ResponsibleNow("id", "The locality that answers today: itself, or its last successor."),
});
