import { Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { scopeOf } from "../../graphql/scope.js";
import { Shown, type Value } from "../../graphql/view.js";
import { AgendaItem } from "./agenda-item.entity.js";

/** An item's number would tell of hidden ones before it: what is counted is what the reader may see. */
const placeSql: Value["sql"] = (row, _statement, _args, who) =>
  `(SELECT COUNT(*) FROM agenda_item p WHERE p.meeting_id = ${row}.meeting_id AND p.place <= ${row}.place
    AND (${scopeOf(AgendaItem, who, "p")}))`;

@Resolver(() => AgendaItem)
export class AgendaItemResolver {
  @FieldResolver(() => Int, {
    description: "Its place on the agenda, among the items that the reader may see; the first is 1.",
  })
  @Shown({ kind: "value", sql: placeSql })
  async place(@Root() { meetingId, place }: AgendaItem, @Ctx() ctx: Context) {
    const agenda = await ctx.load.many(AgendaItem, "meetingId", meetingId);
    return agenda.filter((each) => each.place <= place).length;
  }
}
